namespace SpeechInsights.Reports;

/// <summary>A curve in the unit square, with the diagonal.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen in it.</param>
/// <param name="XAxis">What runs to the right.</param>
/// <param name="YAxis">What runs upwards.</param>
/// <param name="Points">The curve.</param>
internal sealed record CurveChart(string Title, string Description, string XAxis, string YAxis, IReadOnlyList<(double X, double Y)> Points) : ReportChart(Title, Description);
