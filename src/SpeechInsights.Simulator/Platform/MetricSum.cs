namespace SpeechInsights.Simulator.Platform;

/// <summary>The statistics of one metric in one bucket. A metric that nothing was added to is absent from the answer.</summary>
internal sealed class MetricSum
{
    public int Count { get; private set; }

    public long? Sum { get; private set; }

    public int Minimum { get; private set; }

    public int Maximum { get; private set; }

    public int Positive { get; private set; }

    public int Negative { get; private set; }

    /// <summary>Adds things that are only counted.</summary>
    public void AddCount(int count) => Count += count;

    /// <summary>Adds a measured value.</summary>
    public void AddValue(int value)
    {
        Minimum = Sum is null ? value : Math.Min(Minimum, value);
        Maximum = Sum is null ? value : Math.Max(Maximum, value);
        Sum = (Sum ?? 0) + value;
        Count++;
    }

    /// <summary>Adds phrases, each 100 or −100.</summary>
    public void AddPhrases(int positive, int negative)
    {
        for (int phrase = 0; phrase < positive + negative; phrase++)
        {
            AddValue(phrase < positive ? 100 : -100);
        }

        Positive += positive;
        Negative += negative;
    }
}
