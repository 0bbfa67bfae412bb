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

    /// <inheritdoc cref="SpeechInsight.InteractionUri"/>
    public Uri? InteractionUri => _insight.InteractionUri;

    /// <inheritdoc cref="SpeechInsight.AgentId"/>
    public string? AgentId => _insight.AgentId;

    /// <inheritdoc cref="SpeechInsight.AgentName"/>
    public string? AgentName => _insight.AgentName;

    /// <inheritdoc cref="SpeechInsight.Timestamp"/>
    public DateTimeOffset? Timestamp => _insight.Timestamp;

    /// <inheritdoc cref="SpeechInsight.SpeechAnalytics"/>
    public SpeechAnalyticsMetric? SpeechAnalytics => _insight.SpeechAnalytics;

    /// <inheritdoc cref="SpeechInsight.Sentiment"/>
    public SentimentMetric? Sentiment => _insight.Sentiment;

    /// <inheritdoc cref="SpeechInsight.SentimentAverage"/>
    public double? SentimentAverage => _insight.SentimentAverage;

    /// <inheritdoc cref="SpeechInsight.QueueId"/>
    public string? QueueId => _insight.QueueId;

    /// <inheritdoc cref="SpeechInsight.QueueName"/>
    public string? QueueName => _insight.QueueName;

    /// <inheritdoc cref="SpeechInsight.MediaType"/>
    public string? MediaType => _insight.MediaType;

    /// <inheritdoc cref="SpeechInsight.Direction"/>
    public string? Direction => _insight.Direction;

    /// <inheritdoc cref="SpeechInsight.TopicId"/>
    public string? TopicId => _insight.TopicId;

    /// <inheritdoc cref="SpeechInsight.TopicName"/>
    public string? TopicName => _insight.TopicName;

    /// <inheritdoc cref="SpeechInsight.TeamId"/>
    public string? TeamId => _insight.TeamId;

    /// <inheritdoc cref="SpeechInsight.TeamName"/>
    public string? TeamName => _insight.TeamName;

    /// <inheritdoc cref="SpeechInsight.DivisionId"/>
    public string? DivisionId => _insight.DivisionId;

    /// <inheritdoc cref="SpeechInsight.DivisionName"/>
    public string? DivisionName => _insight.DivisionName;

    /// <inheritdoc cref="SpeechInsight.WrapUpCode"/>
    public string? WrapUpCode => _insight.WrapUpCode;

    /// <inheritdoc cref="SpeechInsight.CustomerSentiment"/>
    public CustomerSentimentMetric? CustomerSentiment => _insight.CustomerSentiment;

    /// <inheritdoc cref="SpeechInsight.SilenceTime"/>
    public TimeSpan? SilenceTime => _insight.SilenceTime;

    /// <inheritdoc cref="SpeechInsight.SilenceShare"/>
    public double? SilenceShare => _insight.SilenceShare;

    /// <inheritdoc cref="SpeechInsight.OvertalkTime"/>
    public TimeSpan? OvertalkTime => _insight.OvertalkTime;

    /// <inheritdoc cref="SpeechInsight.OvertalkShare"/>
    public double? OvertalkShare => _insight.OvertalkShare;

    /// <inheritdoc cref="SpeechInsight.OvertalkCount"/>
    public long? OvertalkCount => _insight.OvertalkCount;

    /// <inheritdoc cref="SpeechInsight.AgentSpeechTime"/>
    public TimeSpan? AgentSpeechTime => _insight.AgentSpeechTime;

    /// <inheritdoc cref="SpeechInsight.AgentSpeechShare"/>
    public double? AgentSpeechShare => _insight.AgentSpeechShare;

    /// <inheritdoc cref="SpeechInsight.CustomerSpeechTime"/>
    public TimeSpan? CustomerSpeechTime => _insight.CustomerSpeechTime;

    /// <inheritdoc cref="SpeechInsight.CustomerSpeechShare"/>
    public double? CustomerSpeechShare => _insight.CustomerSpeechShare;

    /// <inheritdoc cref="SpeechInsight.OtherAudioTime"/>
    public TimeSpan? OtherAudioTime => _insight.OtherAudioTime;

    /// <inheritdoc cref="SpeechInsight.TotalTime"/>
    public TimeSpan? TotalTime => _insight.TotalTime;

    /// <summary>The mean score of the answered surveys; null where nobody answered, never 0.</summary>
    public double? Csat => _score?.Csat;

    /// <summary>The scale of the score, for example <c>1..5</c>; null where there is no survey.</summary>
    public CsatScale? CsatScale => _score?.CsatScale;

    /// <summary>Answered surveys, 0 or more.</summary>
    public long SurveyCount => _score?.SurveyCount ?? 0;

    /// <inheritdoc cref="CsatScore.NetPromoterScore"/>
    public double? NetPromoterScore => _score?.NetPromoterScore;

    /// <inheritdoc cref="SpeechInsight.ModelId"/>
    public string? ModelId => _insight.ModelId;

    /// <inheritdoc cref="SpeechInsight.QueryStart"/>
    public DateTimeOffset QueryStart => _insight.QueryStart;

    /// <inheritdoc cref="SpeechInsight.QueryEnd"/>
    public DateTimeOffset QueryEnd => _insight.QueryEnd;

    /// <inheritdoc cref="SpeechInsight.Query"/>
    internal InsightQuery Query => _insight.Query;

    /// <inheritdoc cref="SpeechInsight.Key"/>
    internal UInt128 Key => _insight.Key;

    /// <inheritdoc/>
    public override string ToString() => InteractionId;
}
