namespace SpeechInsights.Insights;

/// <summary>A query as the user gave it, not yet looked at.</summary>
internal sealed record InsightQueryInput
{
    public const int DefaultPageSize = 100;

    public const int MaximumPageSize = 100;

    public static readonly TimeSpan DefaultInterval = TimeSpan.FromHours(1);

    /// <summary>What both profiles measure.</summary>
    public static readonly IReadOnlyList<InsightMetric> DefaultMetrics = [InsightMetric.SpeechAnalytics, InsightMetric.Sentiment];

    /// <summary>What both profiles group by.</summary>
    public static readonly IReadOnlyList<InsightGrouping> DefaultGroupings = [InsightGrouping.InteractionId, InsightGrouping.AgentId];

    public string? ModelId { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public IReadOnlyList<string>? InteractionId { get; init; }

    public IReadOnlyList<string>? Topic { get; init; }

    public double? MinimumSentiment { get; init; }

    public TimeSpan Interval { get; init; } = DefaultInterval;

    public IReadOnlyList<InsightMetric>? Metric { get; init; }

    public IReadOnlyList<InsightGrouping>? GroupBy { get; init; }

    /// <summary>Null takes the most that the profile allows.</summary>
    public int? PageSize { get; init; }

    /// <summary>Read when each conversation began, on the Platform profile.</summary>
    public bool IncludeDetail { get; init; }

    /// <summary>Do not ask for the names of agents, queues and the rest.</summary>
    public bool NoName { get; init; }
}
