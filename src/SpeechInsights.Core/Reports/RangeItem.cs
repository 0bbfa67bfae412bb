namespace SpeechInsights.Reports;

/// <summary>A value with its interval.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Count">The rows that it rests on.</param>
/// <param name="Value">The value, 0 to 1; null where there is none.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsFew">Whether it rests on too few rows to be leaned on.</param>
internal sealed record RangeItem(string Label, long Count, double? Value, double? Low, double? High, bool IsFew);
