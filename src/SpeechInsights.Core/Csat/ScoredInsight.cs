namespace SpeechInsights;

/// <summary>An insight and, beside it, what the customer said in the survey.</summary>
public sealed class ScoredInsight
{
    private readonly SpeechInsight _insight;
    private readonly CsatScore? _score;

    internal ScoredInsight(SpeechInsight insight, CsatScore? score)
    {
        _insight = insight;
        _score = score;
    }

    /// <inheritdoc cref="SpeechInsight.InteractionId"/>
    public string InteractionId => _insight.InteractionId;

    /// <inheritdoc cref="SpeechInsight.AgentId"/>
    public string? AgentId => _insight.AgentId;

    /// <inheritdoc cref="SpeechInsight.Timestamp"/>
    public DateTimeOffset? Timestamp => _insight.Timestamp;

    /// <inheritdoc cref="SpeechInsight.SpeechAnalytics"/>
    public SpeechAnalyticsMetric? SpeechAnalytics => _insight.SpeechAnalytics;

    /// <inheritdoc cref="SpeechInsight.Sentiment"/>
    public SentimentMetric? Sentiment => _insight.Sentiment;

    /// <inheritdoc cref="SpeechInsight.SentimentAverage"/>
    public double? SentimentAverage => _insight.SentimentAverage;

    /// <summary>The mean score of the answered surveys; null where nobody answered, never 0.</summary>
    public double? Csat => _score?.Csat;

    /// <summary>The scale of the score, for example <c>1..5</c>; null where there is no survey.</summary>
    public CsatScale? CsatScale => _score?.CsatScale;

    /// <summary>Answered surveys, 0 or more.</summary>
    public long SurveyCount => _score?.SurveyCount ?? 0;

    /// <inheritdoc cref="SpeechInsight.ModelId"/>
    public string? ModelId => _insight.ModelId;

    /// <inheritdoc cref="SpeechInsight.QueryStart"/>
    public DateTimeOffset QueryStart => _insight.QueryStart;

    /// <inheritdoc cref="SpeechInsight.QueryEnd"/>
    public DateTimeOffset QueryEnd => _insight.QueryEnd;

    /// <inheritdoc/>
    public override string ToString() => InteractionId;
}
