using System.Runtime.CompilerServices;
using SpeechInsights.Checkpoints;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>Insights of transcript aggregates: a row for each conversation and agent, over all buckets and intervals.</summary>
internal sealed class PlatformInsights(AggregateSource source, PlatformTopics topics, PlatformModels models, ConversationDetails details, KnownNames known, PlatformNames names)
{
    // A page is given in pieces: a run that breaks has so many rows at most come again.
    private const int BatchSize = 1000;

    public async IAsyncEnumerable<IReadOnlyList<SpeechInsight>> ReadAsync(
        InsightQuery query, long? first, Checkpoint? checkpoint, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string>? topicIds = null;
        if (query.Topic is { } wanted)
        {
            PlatformProgram? program = query.ModelId is { } id ? await models.GetAsync(id, run, cancellationToken).ConfigureAwait(false) : null;
            topicIds = await topics.ResolveAsync(wanted, program, run, cancellationToken).ConfigureAwait(false);
        }

        InsightMaker maker = new(query, known);
        long given = 0;
        await foreach (AggregateGroup[] groups in MergeAsync(query, topicIds, PageSizeOf(query, first), run, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<SpeechInsight> rows = [.. groups.Select(maker.Make).Where(row => IsWanted(query, row))];
            rows = checkpoint?.Take(rows) ?? rows;
            if (query.IncludeDetail && rows.Count > 0)
            {
                rows = await WithStartAsync(query, rows, run, cancellationToken).ConfigureAwait(false);
            }

            if (!query.NoName)
            {
                await names.ReadAsync(rows, query.GroupBy, run, cancellationToken).ConfigureAwait(false);
            }

            if (first is { } most && given + rows.Count >= most)
            {
                yield return [.. rows.Take((int)(most - given))];
                yield break;
            }

            given += rows.Count;
            if (rows.Count > 0)
            {
                run.Trace.ReportProgress(given, null);
                yield return rows;
            }
        }
    }

    /// <summary>What is asked for a query.</summary>
    public static AggregateQuery QueryOf(InsightQuery query, IReadOnlyList<string>? topicIds) => new()
    {
        Start = query.StartTime,
        End = query.EndTime,
        Granularity = query.Interval,
        GroupBy = [.. query.GroupBy.Select(PlatformFields.NameOf)],
        Metrics = [.. PlatformFields.MetricsOf(query).Select(PlatformFields.NameOf)],
        ConversationIds = query.InteractionId,
        TopicIds = topicIds,
    };

    // A conversation may reach over the edge of two intervals: an interval's groups are kept until the next one is read.
    private async IAsyncEnumerable<AggregateGroup[]> MergeAsync(
        InsightQuery query, List<string>? topicIds, int pageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AggregateQuery asked = QueryOf(query, topicIds);
        bool isOne = asked.Windows.Take(2).Count() == 1;
        int window = 0;
        Dictionary<UInt128, AggregateGroup> kept = [];
        Dictionary<UInt128, AggregateGroup> current = [];
        await foreach (AggregateBatch batch in source.ReadAsync(
            asked, pageSize, run, cancellationToken).ConfigureAwait(false))
        {
            if (isOne)
            {
                foreach (AggregateGroup[] groups in batch.Groups.Chunk(BatchSize))
                {
                    yield return groups;
                }

                continue;
            }

            for (; window < batch.Window; window++)
            {
                foreach (AggregateGroup[] groups in kept.Values.Chunk(BatchSize))
                {
                    yield return groups;
                }

                kept = current;
                current = [];
            }

            foreach (AggregateGroup group in batch.Groups)
            {
                UInt128 key = group.Key;
                if (kept.Remove(key, out AggregateGroup? before) || current.TryGetValue(key, out before))
                {
                    group.Merge(before);
                }

                current[key] = group;
            }
        }

        foreach (AggregateGroup[] groups in kept.Values.Concat(current.Values).Chunk(BatchSize))
        {
            yield return groups;
        }
    }

    private async Task<IReadOnlyList<SpeechInsight>> WithStartAsync(
        InsightQuery query, IReadOnlyList<SpeechInsight> rows, RunContext run, CancellationToken cancellationToken)
    {
        Dictionary<string, DateTimeOffset> starts = await details.GetStartsAsync(
            rows.Select(static row => row.InteractionId).Distinct(StringComparer.Ordinal), new TimeWindow(query.StartTime, query.EndTime), run, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => starts.TryGetValue(row.InteractionId, out DateTimeOffset start) ? row.At(start) : row)];
    }

    // Who wants a few rows waits for no page of thousands, unless a threshold leaves some of them out.
    private static int PageSizeOf(InsightQuery query, long? first) =>
        query.HasPageSize ? query.PageSize
        : first is { } few && query.MinimumSentiment is null ? (int)Math.Clamp(few, InsightQueryInput.DefaultPageSize, AggregateSource.JobPageSize)
        : AggregateSource.JobPageSize;

    private static bool IsWanted(InsightQuery query, SpeechInsight row) => query.MinimumSentiment is null || row.SentimentAverage >= query.MinimumSentiment;
}
