namespace SpeechInsights.Reports;

/// <summary>Values from 0 to 1 with their intervals, a line each: a forest plot.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen in it.</param>
/// <param name="Axis">What the values are.</param>
/// <param name="Reference">A value to hold the others against, or null.</param>
/// <param name="Items">The values.</param>
internal sealed record RangeChart(string Title, string Description, string Axis, double? Reference, IReadOnlyList<RangeItem> Items) : ReportChart(Title, Description);
