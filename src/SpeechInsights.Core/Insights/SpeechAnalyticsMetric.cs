using System.Globalization;

namespace SpeechInsights;

/// <summary>How often the topics were spoken of.</summary>
public readonly record struct SpeechAnalyticsMetric
{
    internal SpeechAnalyticsMetric(long count, double? sum)
    {
        Count = count;
        Sum = sum;
    }

    /// <summary>Mentions, 0 or more.</summary>
    public long Count { get; }

    /// <summary>The sum that the server gives beside the count, or null.</summary>
    public double? Sum { get; }

    /// <inheritdoc/>
    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture);
}
