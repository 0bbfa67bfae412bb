namespace SpeechInsights;

/// <summary>What speech analytics knows about one interaction, and one agent of it where the query groups by agent.</summary>
public sealed class SpeechInsight
{
    private readonly InsightQuery _query;

    internal SpeechInsight(
        InsightQuery query,
        string interactionId,
        string? agentId,
        DateTimeOffset? timestamp,
        SpeechAnalyticsMetric? speechAnalytics,
        SentimentMetric? sentiment)
    {
        _query = query;
        InteractionId = interactionId;
        AgentId = agentId;
        Timestamp = timestamp;
        SpeechAnalytics = speechAnalytics;
        Sentiment = sentiment;
    }

    /// <summary>The interaction (conversation).</summary>
    public string InteractionId { get; }

    /// <summary>The agent; null where the query does not group by agent, or nobody answered.</summary>
    public string? AgentId { get; }

    /// <summary>The start of the interval that the row belongs to, in UTC; null where the server gives none.</summary>
    public DateTimeOffset? Timestamp { get; }

    /// <summary>Topic mentions; null where the server gives none.</summary>
    public SpeechAnalyticsMetric? SpeechAnalytics { get; }

    /// <summary>Sentiment; null where the server gives none.</summary>
    public SentimentMetric? Sentiment { get; }

    /// <summary>The mean sentiment, −1 to 1; null where nothing was scored. It never stands for 'neutral'.</summary>
    public double? SentimentAverage => Sentiment?.Average;

    /// <summary>The model of the query.</summary>
    public string? ModelId => _query.ModelId;

    /// <summary>The start of the query's window.</summary>
    public DateTimeOffset QueryStart => _query.StartTime;

    /// <summary>The end of the query's window.</summary>
    public DateTimeOffset QueryEnd => _query.EndTime;

    /// <inheritdoc/>
    public override string ToString() => InteractionId;
}
