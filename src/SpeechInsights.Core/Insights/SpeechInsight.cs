using System.Runtime.CompilerServices;
using SpeechInsights.Insights;

namespace SpeechInsights;

/// <summary>What speech analytics knows about one interaction, and one agent of it where the query groups by agent.</summary>
public sealed class SpeechInsight
{
    private readonly InsightQuery _query;

    // Nullable structs would double the size of a row, and there may be millions: absent figures are marked in place.
    private readonly long _ticks = -1;
    private readonly long _speechCount = -1;
    private readonly double _speechSum = double.NaN;
    private readonly long _sentimentCount = -1;
    private readonly double _sentimentAverage = double.NaN;

    [MethodImpl(HotPath.Optimized)]
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
        if (timestamp is { } time)
        {
            _ticks = time.UtcTicks;
        }

        if (speechAnalytics is { } speech)
        {
            _speechCount = speech.Count;
            _speechSum = speech.Sum ?? double.NaN;
        }

        if (sentiment is { } score)
        {
            _sentimentCount = score.Count;
            _sentimentAverage = score.Average ?? double.NaN;
        }
    }

    /// <summary>The interaction (conversation).</summary>
    public string InteractionId { get; }

    /// <summary>The agent; null where nobody answered, or where the query does not group by agent.</summary>
    public string? AgentId { get; }

    /// <summary>The start of the interval that the row belongs to, in UTC; null where the server gives none.</summary>
    public DateTimeOffset? Timestamp => _ticks < 0 ? null : new DateTimeOffset(_ticks, TimeSpan.Zero);

    /// <summary>Topic mentions, <c>{Count, Sum}</c>; null where the server gives none.</summary>
    public SpeechAnalyticsMetric? SpeechAnalytics => _speechCount < 0 ? null : new SpeechAnalyticsMetric(_speechCount, Known(_speechSum));

    /// <summary>Sentiment, <c>{Count, Average}</c>; null where the server gives none.</summary>
    public SentimentMetric? Sentiment => _sentimentCount < 0 ? null : new SentimentMetric(_sentimentCount, Known(_sentimentAverage));

    /// <summary>The mean sentiment, −1 to 1; null where nothing was scored. It never stands for 'neutral'.</summary>
    public double? SentimentAverage => Known(_sentimentAverage);

    /// <summary>The model of the query.</summary>
    public string? ModelId => _query.ModelId;

    /// <summary>The start of the query's window, in UTC. It is not in the views.</summary>
    public DateTimeOffset QueryStart => _query.StartTime;

    /// <summary>The end of the query's window, in UTC. It is not in the views.</summary>
    public DateTimeOffset QueryEnd => _query.EndTime;

    /// <inheritdoc/>
    public override string ToString() => InteractionId;

    private static double? Known(double figure) => double.IsNaN(figure) ? null : figure;
}
