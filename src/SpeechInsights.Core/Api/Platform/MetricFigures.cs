namespace SpeechInsights.Api.Platform;

/// <summary>The statistics of one metric, summed over its buckets.</summary>
internal struct MetricFigures
{
    public bool Has { get; private set; }

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public long Positive { get; private set; }

    public long Negative { get; private set; }

    /// <exception cref="InsightsException">InvalidResponse: figures that no conversation has.</exception>
    public void Add(long count, double sum, long positive, long negative)
    {
        Has = true;
        Count = unchecked(Count + count);
        Sum += sum;
        Positive = unchecked(Positive + positive);
        Negative = unchecked(Negative + negative);
        if (Count < 0 || Positive < 0 || Negative < 0 || !double.IsFinite(Sum))
        {
            throw TooLarge();
        }
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
