using SpeechInsights.Insights;

namespace SpeechInsights.Api.Platform;

/// <summary>One group of an aggregates answer, its buckets summed.</summary>
/// <param name="dimensions">What it was grouped by, in the query's order: the conversation first. Null where the group has none of it.</param>
/// <param name="metricCount">How many metrics were asked for.</param>
internal sealed class AggregateGroup(string?[] dimensions, int metricCount)
{
    private readonly MetricFigures[] _figures = new MetricFigures[metricCount];

    /// <summary>The conversation; empty where the group has none.</summary>
    public string ConversationId => dimensions[0] ?? "";

    public ReadOnlySpan<string?> Dimensions => dimensions;

    /// <summary>Stands for all that it was grouped by.</summary>
    public UInt128 Key => RowIdentity.Compute(dimensions);

    /// <summary>The metrics, in the query's order.</summary>
    public ReadOnlySpan<MetricFigures> Figures => _figures;

    /// <summary>The start of the first bucket that holds data.</summary>
    public DateTimeOffset? FirstBucket { get; private set; }

    public void AddBucket(DateTimeOffset? start)
    {
        if (start is { } at && (FirstBucket is null || at < FirstBucket))
        {
            FirstBucket = at;
        }
    }

    /// <inheritdoc cref="MetricFigures.Add(long, double, long, long)"/>
    public void Add(int metric, long count, double sum, long positive, long negative) => _figures[metric].Add(count, sum, positive, negative);

    /// <summary>Takes over what the same group had in another interval.</summary>
    public void Merge(AggregateGroup other)
    {
        AddBucket(other.FirstBucket);
        for (int i = 0; i < _figures.Length; i++)
        {
            _figures[i].Add(other._figures[i]);
        }
    }
}
