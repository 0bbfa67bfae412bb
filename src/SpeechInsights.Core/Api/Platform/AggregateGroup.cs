namespace SpeechInsights.Api.Platform;

/// <summary>One group of an aggregates answer, its buckets summed.</summary>
/// <param name="conversationId">The conversation; empty where the group has none.</param>
/// <param name="userId">The agent, or null.</param>
/// <param name="metricCount">How many metrics were asked for.</param>
internal sealed class AggregateGroup(string conversationId, string? userId, int metricCount)
{
    private readonly long[] _counts = new long[metricCount];
    private readonly double[] _sums = new double[metricCount];
    private readonly bool[] _has = new bool[metricCount];

    public string ConversationId => conversationId;

    public string? UserId => userId;

    /// <summary>The start of the first bucket that holds data.</summary>
    public DateTimeOffset? FirstBucket { get; private set; }

    public bool Has(int metric) => _has[metric];

    public long Count(int metric) => _counts[metric];

    public double Sum(int metric) => _sums[metric];

    public void AddBucket(DateTimeOffset? start)
    {
        if (start is { } at && (FirstBucket is null || at < FirstBucket))
        {
            FirstBucket = at;
        }
    }

    /// <exception cref="InsightsException">InvalidResponse: figures that no conversation has.</exception>
    public void Add(int metric, long count, double sum)
    {
        _has[metric] = true;
        _counts[metric] = unchecked(_counts[metric] + count);
        _sums[metric] += sum;
        if (_counts[metric] < 0 || !double.IsFinite(_sums[metric]))
        {
            throw new InsightsException(
                InsightsError.InvalidResponse, "The server's figures add up to more than a number holds.", "Give the window and the time to Genesys support.", "stats");
        }
    }

    /// <summary>Takes over what the same group had in another interval.</summary>
    public void Merge(AggregateGroup other)
    {
        AddBucket(other.FirstBucket);
        for (int i = 0; i < _has.Length; i++)
        {
            if (other._has[i])
            {
                Add(i, other._counts[i], other._sums[i]);
            }
        }
    }
}
