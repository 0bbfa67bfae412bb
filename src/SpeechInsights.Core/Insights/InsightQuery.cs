using SpeechInsights.Api;
using SpeechInsights.Insights;

namespace SpeechInsights;

/// <summary>A question to speech analytics, validated; making one sends nothing.</summary>
public sealed class InsightQuery
{
    internal InsightQuery(InsightQueryInput input, ApiProfile profile)
    {
        QueryValidation.Check(input, profile);
        ModelId = input.ModelId;
        StartTime = input.StartTime.ToUniversalTime();
        EndTime = input.EndTime.ToUniversalTime();
        InteractionId = input.InteractionId is null ? null : [.. input.InteractionId.Distinct(StringComparer.Ordinal)];
        Topic = input.Topic is null ? null : [.. input.Topic.Distinct(StringComparer.Ordinal)];
        MinimumSentiment = input.MinimumSentiment;
        Interval = input.Interval;
        Metric = [.. (input.Metric ?? InsightQueryInput.DefaultMetrics).Distinct()];
        GroupBy = [.. (input.GroupBy ?? InsightQueryInput.DefaultGroupings).Prepend(InsightGrouping.InteractionId).Distinct()];
        PageSize = input.PageSize ?? InsightQueryInput.DefaultPageSize;
        HasPageSize = input.PageSize is not null;
        IncludeDetail = input.IncludeDetail;
        NoName = input.NoName;
    }

    private InsightQuery(InsightQuery other, DateTimeOffset start, DateTimeOffset end)
    {
        ModelId = other.ModelId;
        StartTime = start.ToUniversalTime();
        EndTime = end.ToUniversalTime();
        InteractionId = other.InteractionId;
        Topic = other.Topic;
        MinimumSentiment = other.MinimumSentiment;
        Interval = other.Interval;
        Metric = other.Metric;
        GroupBy = other.GroupBy;
        PageSize = other.PageSize;
        HasPageSize = other.HasPageSize;
        IncludeDetail = other.IncludeDetail;
        NoName = other.NoName;
    }

    /// <summary>The model; null only on the Platform profile.</summary>
    public string? ModelId { get; }

    /// <summary>The start of the window, in UTC.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>The end of the window, in UTC; not part of it.</summary>
    public DateTimeOffset EndTime { get; }

    /// <summary>The interactions that are asked about, each once; null asks about all of the window.</summary>
    public IReadOnlyList<string>? InteractionId { get; }

    /// <summary>Names of topics, one of which must have been spoken of; null asks about all.</summary>
    public IReadOnlyList<string>? Topic { get; }

    /// <summary>The lowest sentiment, −1 to 1; null asks about all.</summary>
    public double? MinimumSentiment { get; }

    /// <summary>The length of the time buckets that rows are put in.</summary>
    public TimeSpan Interval { get; }

    /// <summary>What is measured.</summary>
    public IReadOnlyList<InsightMetric> Metric { get; }

    /// <summary>What a row stands for.</summary>
    public IReadOnlyList<InsightGrouping> GroupBy { get; }

    /// <summary>Rows a page, 1 to 100.</summary>
    public int PageSize { get; }

    /// <summary>Whether each conversation's own start is read, on the Platform profile.</summary>
    public bool IncludeDetail { get; }

    /// <summary>Whether names of agents, queues and the rest are left out, on the Platform profile.</summary>
    public bool NoName { get; }

    internal bool HasPageSize { get; }

    /// <summary>The same question about another window.</summary>
    internal InsightQuery Over(DateTimeOffset start, DateTimeOffset end) => new(this, start, end);

    /// <summary>The JSON that the Summary profile sends first: its first page, and at most its first 1,000 interactions.</summary>
    public string ToJson() => QueryText.Of(this);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{ModelId} {StartTime:u} .. {EndTime:u}");
}
