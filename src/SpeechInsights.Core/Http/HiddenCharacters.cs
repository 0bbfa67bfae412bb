using System.Buffers;

namespace SpeechInsights.Http;

/// <summary>Characters that make people see something else than is there: those that a terminal obeys, and those that it does not show but follows.</summary>
internal static class HiddenCharacters
{
    private const string Directions = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>What no id has: every control character, and Unicode's format characters (bidirectional overrides, zero-width ones, tags).</summary>
    public static readonly SearchValues<char> OfIds = SearchValues.Create(
        [.. Controls(),
            .. Directions,
            .. "\u00AD\u0600\u0601\u0602\u0603\u0604\u0605\u06DD\u070F\u0890\u0891\u08E2\u180E",
            .. "\u200B\u200C\u200D\u2028\u2029\u2060\u2061\u2062\u2063\u2064\u2065\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF\uFFF9\uFFFA\uFFFB",
            '\uDB40']);

    /// <summary>The same for text that people wrote, where tabs, line ends and joiners of letters and emoji have their place.</summary>
    public static readonly SearchValues<char> OfTexts = SearchValues.Create([.. Controls().Except(['\t', '\r', '\n']), .. Directions]);

    private static IEnumerable<char> Controls() => Enumerable.Range(0, 0xA0).Select(static code => (char)code).Where(char.IsControl);
}
