namespace SpeechInsights.Api.Platform;

/// <summary>The wire's names of what rows are grouped by and of what is measured, and what becomes of them.</summary>
internal static class PlatformFields
{
    // Aggregates score from −100 to 100, everything here from −1 to 1.
    private const double ScoreScale = 100;

    public static string NameOf(InsightGrouping grouping) => grouping switch
    {
        InsightGrouping.AgentId => "userId",
        InsightGrouping.QueueId => "queueId",
        InsightGrouping.MediaType => "mediaType",
        InsightGrouping.Direction => "direction",
        InsightGrouping.TopicId => "topicId",
        InsightGrouping.TeamId => "teamId",
        InsightGrouping.DivisionId => "divisionId",
        InsightGrouping.WrapUpCode => "wrapUpCode",
        InsightGrouping.InteractionId => "conversationId",
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    public static string NameOf(InsightMetric metric) => metric switch
    {
        InsightMetric.Sentiment => "oSentimentScore",
        InsightMetric.CustomerSentiment => "oCustomerSentiment",
        InsightMetric.Silence => "tSilence",
        InsightMetric.Overtalk => "tOverTalkSpeech",
        InsightMetric.OvertalkCount => "oOverTalkSpeechInstances",
        InsightMetric.AgentSpeech => "tAgentSpeech",
        InsightMetric.CustomerSpeech => "tCustomerSpeech",
        InsightMetric.OtherAudio => "tOtherAudio",
        InsightMetric.Duration => "tTotalSpeechAndSilence",
        InsightMetric.SpeechAnalytics => "nTopicCommunications",
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <summary>What is asked for: with any of the times also the whole, which their shares are of.</summary>
    public static IReadOnlyList<InsightMetric> MetricsOf(InsightQuery query) =>
        query.Metric.Any(static metric => metric is InsightMetric.Silence or InsightMetric.Overtalk or InsightMetric.AgentSpeech or InsightMetric.CustomerSpeech or InsightMetric.OtherAudio)
            ? [.. query.Metric.Append(InsightMetric.Duration).Distinct()]
            : query.Metric;

    /// <summary>A mean score from −1 to 1; null where nothing was scored.</summary>
    public static double? ScoreOf(MetricFigures figures) => figures.Count == 0 ? null : figures.Sum / figures.Count / ScoreScale;

    /// <summary>A time, which the wire gives in milliseconds.</summary>
    /// <exception cref="InsightsException">InvalidResponse: no time is that long.</exception>
    public static TimeSpan TimeOf(MetricFigures figures) =>
        Math.Abs(figures.Sum) < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(figures.Sum) : throw MetricFigures.TooLarge();
}
