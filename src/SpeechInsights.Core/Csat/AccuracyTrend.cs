namespace SpeechInsights.Csat;

/// <summary>The figures over time; without an interval there are none.</summary>
internal sealed record AccuracyTrend(IReadOnlyList<AccuracyInterval>? Series, double? Correlation, long UntimedCount)
{
    public static AccuracyTrend None { get; } = new(null, null, 0);
}
