namespace SpeechInsights.Api.Platform;

/// <summary>The statistics of one metric, summed over its buckets. There may be millions, so it is small.</summary>
internal struct MetricFigures
{
    // One more than there are, so that 0 stands for a metric that was not there.
    private int _positive;

    public readonly bool Has => _positive > 0;

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public readonly int Positive => Math.Max(0, _positive - 1);

    public int Negative { get; private set; }

    /// <exception cref="InsightsException">InvalidResponse: figures that no conversation has.</exception>
    public void Add(long count, double sum, long positive, long negative)
    {
        long positives = Positive + Math.Min(positive, int.MaxValue);
        long negatives = Negative + Math.Min(negative, int.MaxValue);
        Count = unchecked(Count + count);
        Sum += sum;
        if (Count < 0 || positives >= int.MaxValue || negatives >= int.MaxValue || !double.IsFinite(Sum))
        {
            throw TooLarge();
        }

        _positive = (int)positives + 1;
        Negative = (int)negatives;
    }

    public static InsightsException TooLarge() => new(
        InsightsError.InvalidResponse, "The server's figures add up to more than a number holds.", "Give the window and the time to Genesys support.", "stats");

    public void Add(MetricFigures other)
    {
        if (other.Has)
        {
            Add(other.Count, other.Sum, other.Positive, other.Negative);
        }
    }
}
