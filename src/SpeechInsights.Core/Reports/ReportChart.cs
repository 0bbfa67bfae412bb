namespace SpeechInsights.Reports;

/// <summary>A chart.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen in it, for whoever can't see it.</param>
internal abstract record ReportChart(string Title, string Description);
