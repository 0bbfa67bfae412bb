namespace SpeechInsights.Reports;

/// <summary>What a report says, before anybody has decided how it looks.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Summary">The plain words that it begins with.</param>
/// <param name="Sections">What follows.</param>
internal sealed record InsightReport(string Title, IReadOnlyList<string> Summary, IReadOnlyList<ReportSection> Sections);
