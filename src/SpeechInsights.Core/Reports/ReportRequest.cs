using SpeechInsights.Csat.Groups;

namespace SpeechInsights.Reports;

/// <summary>What a report is to say.</summary>
internal sealed record ReportRequest
{
    public string Title { get; init; } = "Sentiment and survey scores";

    /// <summary>Sentiment above it is positive.</summary>
    public double SentimentThreshold { get; init; }

    /// <summary>Scores above it are satisfied; null is the middle of their scale.</summary>
    public double? CsatThreshold { get; init; }

    /// <summary>What rows are grouped by; empty makes no groups.</summary>
    public IReadOnlyList<GroupProperty> GroupBy { get; init; } = [];

    /// <summary>The zone that hours, days, weeks and months are of.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
