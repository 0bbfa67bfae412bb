namespace SpeechInsights;

/// <summary>A row to coach by: the insight, why, and how much it matters.</summary>
public sealed class CoachingCandidate
{
    internal CoachingCandidate(ScoredInsight insight, IReadOnlyList<CoachingReason> reasons, double priority)
    {
        Insight = insight;
        Reason = reasons;
        Priority = priority;
    }

    /// <inheritdoc cref="SpeechInsight.InteractionId"/>
    public string InteractionId => Insight.InteractionId;

    /// <inheritdoc cref="SpeechInsight.InteractionUri"/>
    public Uri? InteractionUri => Insight.InteractionUri;

    /// <inheritdoc cref="SpeechInsight.AgentId"/>
    public string? AgentId => Insight.AgentId;

    /// <inheritdoc cref="SpeechInsight.Timestamp"/>
    public DateTimeOffset? Timestamp => Insight.Timestamp;

    /// <summary>The rules that the row meets, each with its figure; one or more.</summary>
    public IReadOnlyList<CoachingReason> Reason { get; }

    /// <summary>How much it matters, 0 to 3: for each reason, how bad its figure is on its scale, from 0 to 1; a topic adds nothing.</summary>
    public double Priority { get; }

    /// <inheritdoc cref="SpeechInsight.SpeechAnalytics"/>
    public SpeechAnalyticsMetric? SpeechAnalytics => Insight.SpeechAnalytics;

    /// <inheritdoc cref="SpeechInsight.Sentiment"/>
    public SentimentMetric? Sentiment => Insight.Sentiment;

    /// <inheritdoc cref="SpeechInsight.SentimentAverage"/>
    public double? SentimentAverage => Insight.SentimentAverage;

    /// <inheritdoc cref="ScoredInsight.Csat"/>
    public double? Csat => Insight.Csat;

    /// <inheritdoc cref="ScoredInsight.CsatScale"/>
    public CsatScale? CsatScale => Insight.CsatScale;

    /// <inheritdoc cref="ScoredInsight.SurveyCount"/>
    public long SurveyCount => Insight.SurveyCount;

    /// <inheritdoc cref="SpeechInsight.AgentName"/>
    public string? AgentName => Insight.AgentName;

    /// <inheritdoc cref="SpeechInsight.QueueId"/>
    public string? QueueId => Insight.QueueId;

    /// <inheritdoc cref="SpeechInsight.QueueName"/>
    public string? QueueName => Insight.QueueName;

    /// <inheritdoc cref="SpeechInsight.MediaType"/>
    public string? MediaType => Insight.MediaType;

    /// <inheritdoc cref="SpeechInsight.Direction"/>
    public string? Direction => Insight.Direction;

    /// <inheritdoc cref="SpeechInsight.TopicId"/>
    public string? TopicId => Insight.TopicId;

    /// <inheritdoc cref="SpeechInsight.TopicName"/>
    public string? TopicName => Insight.TopicName;

    /// <inheritdoc cref="SpeechInsight.TeamId"/>
    public string? TeamId => Insight.TeamId;

    /// <inheritdoc cref="SpeechInsight.TeamName"/>
    public string? TeamName => Insight.TeamName;

    /// <inheritdoc cref="SpeechInsight.DivisionId"/>
    public string? DivisionId => Insight.DivisionId;

    /// <inheritdoc cref="SpeechInsight.DivisionName"/>
    public string? DivisionName => Insight.DivisionName;

    /// <inheritdoc cref="SpeechInsight.WrapUpCode"/>
    public string? WrapUpCode => Insight.WrapUpCode;

    /// <inheritdoc cref="SpeechInsight.ModelId"/>
    public string? ModelId => Insight.ModelId;

    internal ScoredInsight Insight { get; }

    /// <inheritdoc/>
    public override string ToString() => InteractionId;
}
