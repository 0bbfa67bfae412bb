namespace SpeechInsights.Reports;

/// <summary>A table.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The names of its columns; the first one heads the rows, and one that begins with '#' holds numbers.</param>
/// <param name="Rows">Its cells.</param>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const char NumberMark = '#';

    public static bool IsNumber(string column) => column.StartsWith(NumberMark);

    public static string NameOf(string column) => column.TrimStart(NumberMark);
}
