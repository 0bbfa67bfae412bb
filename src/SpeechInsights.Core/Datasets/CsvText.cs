using System.Text;

namespace SpeechInsights.Datasets;

/// <summary>
/// Fields of comma-separated values, by RFC 4180. Null is an empty field, an empty text is quoted. A text that a spreadsheet would take
/// for a formula gets an apostrophe before it, and so does one that begins with an apostrophe: reading takes it away again.
/// </summary>
/// <remarks>OWASP, CSV Injection: =, +, -, @, tab and carriage return begin a formula.</remarks>
internal static class CsvText
{
    private const char Guard = '\'';
    private const string Guarded = "=+-@\t\r'";
    private const string Quoted = ",\"\r\n";

    public static void Write(StringBuilder line, string? text)
    {
        if (text is null)
        {
            return;
        }

        bool isGuarded = text.Length > 0 && Guarded.Contains(text[0]);
        if (text.Length > 0 && text.AsSpan().IndexOfAny(Quoted) < 0)
        {
            line.Append(isGuarded ? "'" : "").Append(text);
            return;
        }

        line.Append('"').Append(isGuarded ? "'" : "").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>A text field as it was before it was written.</summary>
    public static string? Read(string? field) => field is { Length: > 1 } && field[0] == Guard && Guarded.Contains(field[1]) ? field[1..] : field;
}
