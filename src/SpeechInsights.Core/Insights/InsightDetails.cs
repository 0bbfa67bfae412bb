namespace SpeechInsights.Insights;

/// <summary>What a row has beside interaction, agent, topics and sentiment; most rows have none of it.</summary>
internal sealed record InsightDetails
{
    public string? QueueId { get; init; }

    public string? MediaType { get; init; }

    public string? Direction { get; init; }

    public string? TopicId { get; init; }

    public string? TeamId { get; init; }

    public string? DivisionId { get; init; }

    public string? WrapUpCode { get; init; }

    public CustomerSentimentMetric? CustomerSentiment { get; init; }

    public TimeSpan? SilenceTime { get; init; }

    public TimeSpan? OvertalkTime { get; init; }

    public long? OvertalkCount { get; init; }

    public TimeSpan? AgentSpeechTime { get; init; }

    public TimeSpan? CustomerSpeechTime { get; init; }

    public TimeSpan? OtherAudioTime { get; init; }

    public TimeSpan? TotalTime { get; init; }

    /// <summary>What the row was grouped by, beside interaction and agent.</summary>
    public string?[] Groups => [QueueId, MediaType, Direction, TopicId, TeamId, DivisionId, WrapUpCode];

    /// <summary>A time's share of the whole; null where either is not known, or the whole is 0.</summary>
    public double? ShareOf(TimeSpan? time) => TotalTime is { Ticks: > 0 } total ? time / total : null;
}
