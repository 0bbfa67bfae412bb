using System.Runtime.CompilerServices;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>Makes rows of the groups of a query.</summary>
internal sealed class InsightMaker
{
    private readonly InsightQuery _query;
    private readonly KnownNames _names;
    private readonly InsightMetric[] _metrics;
    private readonly int _speech;
    private readonly int _sentiment;
    private readonly int _agent;
    private readonly bool _hasDetails;

    public InsightMaker(InsightQuery query, KnownNames names)
    {
        _query = query;
        _names = query.NoName ? names.WithoutNames() : names;
        _metrics = [.. PlatformFields.MetricsOf(query)];
        _speech = Array.IndexOf(_metrics, InsightMetric.SpeechAnalytics);
        _sentiment = Array.IndexOf(_metrics, InsightMetric.Sentiment);
        _agent = query.GroupBy.ToList().IndexOf(InsightGrouping.AgentId);
        _hasDetails = query.GroupBy.Except(InsightQueryInput.DefaultGroupings).Any() || _metrics.Except(InsightQueryInput.DefaultMetrics).Any();
    }

    [MethodImpl(HotPath.Optimized)]
    public SpeechInsight Make(AggregateGroup group)
    {
        ReadOnlySpan<MetricFigures> figures = group.Figures;
        return new SpeechInsight(
            _query,
            group.ConversationId,
            _agent < 0 ? null : group.Dimensions[_agent],
            group.FirstBucket,
            _speech >= 0 && figures[_speech].Has ? new SpeechAnalyticsMetric(figures[_speech].Count, null) : null,
            _sentiment >= 0 && figures[_sentiment].Has ? new SentimentMetric(figures[_sentiment].Count, PlatformFields.ScoreOf(figures[_sentiment])) : null,
            _hasDetails ? MakeDetails(group) : null,
            _names);
    }

    private InsightDetails MakeDetails(AggregateGroup group)
    {
        AggregateGroup of = group;
        return new InsightDetails
        {
            QueueId = Dimension(InsightGrouping.QueueId),
            MediaType = Dimension(InsightGrouping.MediaType),
            Direction = Dimension(InsightGrouping.Direction),
            TopicId = Dimension(InsightGrouping.TopicId),
            TeamId = Dimension(InsightGrouping.TeamId),
            DivisionId = Dimension(InsightGrouping.DivisionId),
            WrapUpCode = Dimension(InsightGrouping.WrapUpCode),
            CustomerSentiment = Figures(InsightMetric.CustomerSentiment) is { } customer
                ? new CustomerSentimentMetric(customer.Count, PlatformFields.ScoreOf(customer), customer.Positive, customer.Negative)
                : null,
            SilenceTime = Time(InsightMetric.Silence),
            OvertalkTime = Time(InsightMetric.Overtalk),
            OvertalkCount = Figures(InsightMetric.OvertalkCount)?.Count,
            AgentSpeechTime = Time(InsightMetric.AgentSpeech),
            CustomerSpeechTime = Time(InsightMetric.CustomerSpeech),
            OtherAudioTime = Time(InsightMetric.OtherAudio),
            TotalTime = Time(InsightMetric.Duration),
        };

        string? Dimension(InsightGrouping grouping)
        {
            for (int i = 0; i < _query.GroupBy.Count; i++)
            {
                if (_query.GroupBy[i] == grouping)
                {
                    return of.Dimensions[i];
                }
            }

            return null;
        }

        MetricFigures? Figures(InsightMetric metric) => Array.IndexOf(_metrics, metric) is var at and >= 0 && of.Figures[at].Has ? of.Figures[at] : null;

        TimeSpan? Time(InsightMetric metric) => Figures(metric) is { } figures ? PlatformFields.TimeOf(figures) : null;
    }
}
