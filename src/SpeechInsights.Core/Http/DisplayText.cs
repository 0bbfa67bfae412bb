using System.Text;
using System.Text.RegularExpressions;

namespace SpeechInsights.Http;

/// <summary>Makes text that a server sent fit for a terminal, a log and an error: short, printable, without credentials.</summary>
internal static partial class DisplayText
{
    // Longer than any text that is shown, so that nothing is cut before it was masked.
    private const int LongestText = 64 * 1024;

    /// <summary>The text without our tokens and without control and format characters (escape sequences, bidirectional overrides), cut to a length.</summary>
    public static string Clean(string? text, int maximumLength) =>
        string.IsNullOrEmpty(text) ? "" : Strip(HeldTokens.Mask(text), maximumLength);

    /// <summary>Cleans, and takes out what looks like a credential, an e-mail address or a telephone number.</summary>
    public static string Redact(string? text, int maximumLength = 300) =>
        Strip(Personal().Replace(Credential().Replace(Clean(text, LongestText), "$1***"), "***"), maximumLength);

    private static string Strip(string text, int maximumLength)
    {
        StringBuilder clean = new();
        bool blank = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= maximumLength)
            {
                clean.Append('…');
                break;
            }

            System.Globalization.UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool drop = category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned;
            if (drop || Rune.IsWhiteSpace(rune))
            {
                blank = clean.Length > 0;
                continue;
            }

            if (blank)
            {
                clean.Append(' ');
                blank = false;
            }

            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    [GeneratedRegex(@"(?i)\b((?:client_secret|access_token|refresh_token|password|secret|token|authorization)[""']?\s*[=:]\s*[""']?(?:(?:bearer|basic)\s+)?|(?:bearer|basic)\s+)[^\s""'&,;]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Credential();

    // It begins only where a word does, or a long word would be tried from each of its letters.
    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ()/-]{6,}\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Personal();
}
