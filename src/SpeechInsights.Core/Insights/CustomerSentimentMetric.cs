using System.Globalization;

namespace SpeechInsights;

/// <summary>How positive a customer's phrases were.</summary>
public readonly record struct CustomerSentimentMetric
{
    internal CustomerSentimentMetric(long count, double? average, long positive, long negative)
    {
        Count = count;
        Average = average;
        Positive = positive;
        Negative = negative;
    }

    /// <summary>Phrases that were scored, 0 or more.</summary>
    public long Count { get; }

    /// <summary>The mean, −1 (all negative) to 1 (all positive); null where nothing was scored.</summary>
    public double? Average { get; }

    /// <summary>Positive phrases.</summary>
    public long Positive { get; }

    /// <summary>Negative phrases.</summary>
    public long Negative { get; }

    /// <inheritdoc/>
    public override string ToString() => Average?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
