using System.Runtime.CompilerServices;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights;

/// <summary>What speech analytics knows about one interaction, and one agent of it where the query groups by agent.</summary>
public sealed class SpeechInsight
{
    private readonly InsightQuery _query;
    private readonly InsightDetails? _details;
    private readonly KnownNames? _names;

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
        SentimentMetric? sentiment,
        InsightDetails? details = null,
        KnownNames? names = null)
    {
        _query = query;
        _details = details;
        _names = names;
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

    /// <summary>The page of the interaction in Genesys Cloud; null where the session's address does not tell where that is, and for rows from a file.</summary>
    public Uri? InteractionUri => _names?.PageOf?.Invoke(InteractionId);

    /// <summary>The agent; null where nobody answered, or where the query does not group by agent.</summary>
    public string? AgentId { get; }

    /// <summary>The agent's name; null where there is no agent, the name is not known or was not asked for, as all names here.</summary>
    public string? AgentName => NameOf(NameKind.Agent, AgentId);

    /// <summary>The start of the interval that the row belongs to, in UTC; null where the server gives none.</summary>
    public DateTimeOffset? Timestamp => _ticks < 0 ? null : new DateTimeOffset(_ticks, TimeSpan.Zero);

    /// <summary>Topic mentions, <c>{Count, Sum}</c>; null where the server gives none.</summary>
    public SpeechAnalyticsMetric? SpeechAnalytics => _speechCount < 0 ? null : new SpeechAnalyticsMetric(_speechCount, Known(_speechSum));

    /// <summary>Sentiment, <c>{Count, Average}</c>; null where the server gives none.</summary>
    public SentimentMetric? Sentiment => _sentimentCount < 0 ? null : new SentimentMetric(_sentimentCount, Known(_sentimentAverage));

    /// <summary>The mean sentiment, −1 to 1; null where nothing was scored. It never stands for 'neutral'.</summary>
    public double? SentimentAverage => Known(_sentimentAverage);

    /// <summary>The queue; null where the query does not group by queue, or none took it.</summary>
    public string? QueueId => _details?.QueueId;

    /// <summary>The queue's name.</summary>
    public string? QueueName => NameOf(NameKind.Queue, QueueId);

    /// <summary>The medium, for example <c>voice</c>; null where the query does not group by it.</summary>
    public string? MediaType => _details?.MediaType;

    /// <summary><c>inbound</c> or <c>outbound</c>; null where the query does not group by it.</summary>
    public string? Direction => _details?.Direction;

    /// <summary>The topic; null where the query does not group by topic, or none was spoken of.</summary>
    public string? TopicId => _details?.TopicId;

    /// <summary>The topic's name.</summary>
    public string? TopicName => NameOf(NameKind.Topic, TopicId);

    /// <summary>The agent's team; null where the query does not group by team, or the agent has none.</summary>
    public string? TeamId => _details?.TeamId;

    /// <summary>The team's name.</summary>
    public string? TeamName => NameOf(NameKind.Team, TeamId);

    /// <summary>The division; null where the query does not group by it.</summary>
    public string? DivisionId => _details?.DivisionId;

    /// <summary>The division's name.</summary>
    public string? DivisionName => NameOf(NameKind.Division, DivisionId);

    /// <summary>The wrap-up code; null where the query does not group by it, or the agent gave none.</summary>
    public string? WrapUpCode => _details?.WrapUpCode;

    /// <summary>Sentiment of the customer's phrases; null where it was not asked for or nothing was scored.</summary>
    public CustomerSentimentMetric? CustomerSentiment => _details?.CustomerSentiment;

    /// <summary>How long nobody spoke; null where it was not asked for or not measured, as all times here.</summary>
    public TimeSpan? SilenceTime => _details?.SilenceTime;

    /// <summary>The silence's share of <see cref="TotalTime"/>, 0 to 1; null where either is not known, as all shares here.</summary>
    public double? SilenceShare => _details?.ShareOf(SilenceTime);

    /// <summary>How long both spoke at once.</summary>
    public TimeSpan? OvertalkTime => _details?.OvertalkTime;

    /// <summary>The overtalk's share, 0 to 1.</summary>
    public double? OvertalkShare => _details?.ShareOf(OvertalkTime);

    /// <summary>How often both spoke at once.</summary>
    public long? OvertalkCount => _details?.OvertalkCount;

    /// <summary>How long the agent spoke.</summary>
    public TimeSpan? AgentSpeechTime => _details?.AgentSpeechTime;

    /// <summary>The agent's share of the time, 0 to 1.</summary>
    public double? AgentSpeechShare => _details?.ShareOf(AgentSpeechTime);

    /// <summary>How long the customer spoke.</summary>
    public TimeSpan? CustomerSpeechTime => _details?.CustomerSpeechTime;

    /// <summary>The customer's share of the time, 0 to 1.</summary>
    public double? CustomerSpeechShare => _details?.ShareOf(CustomerSpeechTime);

    /// <summary>How long there was other audio: music on hold, announcements.</summary>
    public TimeSpan? OtherAudioTime => _details?.OtherAudioTime;

    /// <summary>Speech and silence together; known wherever one of the other times was asked for.</summary>
    public TimeSpan? TotalTime => _details?.TotalTime;

    /// <summary>The model of the query.</summary>
    public string? ModelId => _query.ModelId;

    /// <summary>The start of the query's window, in UTC. It is not in the views.</summary>
    public DateTimeOffset QueryStart => _query.StartTime;

    /// <summary>The end of the query's window, in UTC. It is not in the views.</summary>
    public DateTimeOffset QueryEnd => _query.EndTime;

    /// <summary>The query that gave it.</summary>
    internal InsightQuery Query => _query;

    /// <summary>Stands for the row: all that it was grouped by, but not its time.</summary>
    internal UInt128 Key => _details is null ? RowIdentity.Compute(InteractionId, AgentId, null) : RowIdentity.Compute([InteractionId, AgentId, .. _details.Groups]);

    /// <summary>The same row at another time.</summary>
    internal SpeechInsight At(DateTimeOffset time) => new(_query, InteractionId, AgentId, time, SpeechAnalytics, Sentiment, _details, _names);

    /// <inheritdoc/>
    public override string ToString() => InteractionId;

    private string? NameOf(NameKind kind, string? id) => id is null ? null : _names?.Find(kind, id);

    private static double? Known(double figure) => double.IsNaN(figure) ? null : figure;
}
