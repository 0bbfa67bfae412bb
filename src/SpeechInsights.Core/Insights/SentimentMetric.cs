using System.Globalization;

namespace SpeechInsights;

/// <summary>How positive an interaction was.</summary>
public readonly record struct SentimentMetric
{
    internal SentimentMetric(long count, double? average)
    {
        Count = count;
        Average = average;
    }

    /// <summary>Phrases or communications that were scored, 0 or more.</summary>
    public long Count { get; }

    /// <summary>The mean, −1 (negative) to 1 (positive); null where nothing was scored.</summary>
    public double? Average { get; }

    /// <inheritdoc/>
    public override string ToString() => Average?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
