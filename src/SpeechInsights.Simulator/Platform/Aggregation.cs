namespace SpeechInsights.Simulator.Platform;

/// <summary>Adds facts up into the groups and buckets of a query.</summary>
internal sealed class Aggregation(AggregateRequest request)
{
    private readonly Dictionary<string, AggregateRow> _rows = new(StringComparer.Ordinal);
    private readonly List<AggregateRow> _inOrder = [];

    /// <summary>The groups that hold anything, in the order of their first fact.</summary>
    public IReadOnlyList<AggregateRow> Rows =>
        [.. _inOrder.Where(static row => row.Buckets.Values.Any(static metrics => metrics.Any(static metric => metric.Count > 0)))];

    public void Add(IFact fact)
    {
        if (fact.At < request.Start || fact.At >= request.End)
        {
            return;
        }

        List<string?> passing = [];
        foreach (string? topic in fact.Topics.Count == 0 ? [null] : fact.Topics.AsEnumerable<string?>())
        {
            if (request.Filter.Passes(fact, topic))
            {
                passing.Add(topic);
            }
        }

        if (passing.Count == 0)
        {
            return;
        }

        if (!request.GroupBy.Contains("topicId"))
        {
            AddTo(RowOf(fact, null), fact, passing.Count(static topic => topic is not null));
            return;
        }

        foreach (string? topic in passing)
        {
            AddTo(RowOf(fact, topic), fact, topic is null ? 0 : 1);
        }
    }

    private void AddTo(AggregateRow row, IFact fact, int topics)
    {
        DateTimeOffset start = BucketOf(fact.At);
        if (!row.Buckets.TryGetValue(start, out MetricSum[]? metrics))
        {
            metrics = [.. request.Metrics.Select(static _ => new MetricSum())];
            row.Buckets.Add(start, metrics);
        }

        for (int metric = 0; metric < metrics.Length; metric++)
        {
            fact.Measure(request.Metrics[metric], topics, metrics[metric]);
        }
    }

    // Buckets begin at whole multiples of their length, as clock hours do.
    private DateTimeOffset BucketOf(DateTimeOffset at) => request.Granularity is { } length
        ? new DateTimeOffset(at.Ticks - (at.Ticks % length.Ticks), TimeSpan.Zero)
        : request.Start;

    private AggregateRow RowOf(IFact fact, string? topic)
    {
        List<KeyValuePair<string, string>> group = [];
        foreach (string dimension in request.GroupBy)
        {
            // A dimension that the fact does not have is absent from its group.
            if ((dimension == "topicId" ? topic : fact.ValueOf(dimension)) is { } value)
            {
                group.Add(new(dimension, value));
            }
        }

        string key = string.Join('\n', group.Select(static pair => pair.Key + "\t" + pair.Value));
        if (!_rows.TryGetValue(key, out AggregateRow? row))
        {
            if (!request.GroupBy.Contains("mediaType"))
            {
                group.Add(new("mediaType", "voice"));
            }

            row = new AggregateRow(group, []);
            _rows.Add(key, row);
            _inOrder.Add(row);
        }

        return row;
    }
}
