namespace SpeechInsights.Reports;

/// <summary>Shares of two kinds of rows, side by side in each category.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen in it.</param>
/// <param name="First">The name of the first kind.</param>
/// <param name="Second">The name of the second kind.</param>
/// <param name="Items">The categories, with the share of each kind that is in it, 0 to 1.</param>
internal sealed record BarChart(string Title, string Description, string First, string Second, IReadOnlyList<(string Label, double First, double Second)> Items) : ReportChart(Title, Description);
