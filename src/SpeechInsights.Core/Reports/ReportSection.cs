namespace SpeechInsights.Reports;

/// <summary>A part of a report.</summary>
internal sealed record ReportSection(string Title)
{
    /// <summary>What it says in words.</summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    public ReportChart? Chart { get; init; }

    public ReportTable? Table { get; init; }
}
