using System.Runtime.CompilerServices;
using SpeechInsights.Checkpoints;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>Insights of transcript aggregates: a row for each conversation and agent, over all buckets and intervals.</summary>
internal sealed class PlatformInsights(AggregateSource source, PlatformTopics topics, PlatformModels models, ConversationDetails details)
{
    private const string SentimentMetricName = "oSentimentScore";
    private const string TopicMetricName = "nTopicCommunications";

    // Aggregates score from −100 to 100, everything here from −1 to 1.
    private const double ScoreScale = 100;

    public async IAsyncEnumerable<IReadOnlyList<SpeechInsight>> ReadAsync(
        InsightQuery query, long? first, Checkpoint? checkpoint, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string>? topicIds = null;
        if (query.Topic is { } names)
        {
            PlatformProgram? program = query.ModelId is { } id ? await models.GetAsync(id, run, cancellationToken).ConfigureAwait(false) : null;
            topicIds = await topics.ResolveAsync(names, program, run, cancellationToken).ConfigureAwait(false);
        }

        long given = 0;
        await foreach (IReadOnlyList<AggregateGroup> groups in MergeAsync(query, topicIds, run, cancellationToken).ConfigureAwait(false))
        {
            IReadOnlyList<SpeechInsight> rows = [.. groups.Select(group => ToInsight(query, group, group.FirstBucket)).Where(row => IsWanted(query, row))];
            rows = checkpoint?.Take(rows) ?? rows;
            if (query.IncludeDetail && rows.Count > 0)
            {
                rows = await WithStartAsync(query, rows, run, cancellationToken).ConfigureAwait(false);
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
        GroupBy = query.GroupBy.Contains(InsightGrouping.AgentId) ? ["conversationId", "userId"] : ["conversationId"],
        Metrics = Metrics(query),
        ConversationIds = query.InteractionId,
        TopicIds = topicIds,
    };

    // A conversation may reach over the edge of two intervals: an interval's groups are kept until the next one is read.
    private async IAsyncEnumerable<IReadOnlyList<AggregateGroup>> MergeAsync(
        InsightQuery query, List<string>? topicIds, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AggregateQuery asked = QueryOf(query, topicIds);
        bool isOne = asked.Windows.Take(2).Count() == 1;
        int window = 0;
        Dictionary<(string, string?), AggregateGroup> kept = [];
        Dictionary<(string, string?), AggregateGroup> current = [];
        await foreach (AggregateBatch batch in source.ReadAsync(
            asked, query.HasPageSize ? query.PageSize : AggregateSource.JobPageSize, run, cancellationToken).ConfigureAwait(false))
        {
            if (isOne)
            {
                yield return batch.Groups;
                continue;
            }

            for (; window < batch.Window; window++)
            {
                foreach (AggregateGroup[] groups in kept.Values.Chunk(AggregateSource.JobPageSize))
                {
                    yield return groups;
                }

                kept = current;
                current = [];
            }

            foreach (AggregateGroup group in batch.Groups)
            {
                (string, string?) key = (group.ConversationId, group.UserId);
                if (kept.Remove(key, out AggregateGroup? before) || current.TryGetValue(key, out before))
                {
                    group.Merge(before);
                }

                current[key] = group;
            }
        }

        foreach (AggregateGroup[] groups in kept.Values.Concat(current.Values).Chunk(AggregateSource.JobPageSize))
        {
            yield return groups;
        }
    }

    private async Task<IReadOnlyList<SpeechInsight>> WithStartAsync(
        InsightQuery query, IReadOnlyList<SpeechInsight> rows, RunContext run, CancellationToken cancellationToken)
    {
        Dictionary<string, DateTimeOffset> starts = await details.GetStartsAsync(
            rows.Select(static row => row.InteractionId).Distinct(StringComparer.Ordinal), new TimeWindow(query.StartTime, query.EndTime), run, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new SpeechInsight(
            query, row.InteractionId, row.AgentId, starts.TryGetValue(row.InteractionId, out DateTimeOffset start) ? start : row.Timestamp, row.SpeechAnalytics, row.Sentiment))];
    }

    private static string[] Metrics(InsightQuery query) =>
        [.. query.Metric.Select(static metric => metric == InsightMetric.Sentiment ? SentimentMetricName : TopicMetricName)];

    private static bool IsWanted(InsightQuery query, SpeechInsight row) => query.MinimumSentiment is null || row.SentimentAverage >= query.MinimumSentiment;

    private static SpeechInsight ToInsight(InsightQuery query, AggregateGroup group, DateTimeOffset? start)
    {
        SpeechAnalyticsMetric? speech = null;
        SentimentMetric? sentiment = null;
        for (int i = 0; i < query.Metric.Count; i++)
        {
            if (!group.Has(i))
            {
                continue;
            }

            if (query.Metric[i] == InsightMetric.Sentiment)
            {
                sentiment = new SentimentMetric(group.Count(i), group.Count(i) == 0 ? null : group.Sum(i) / group.Count(i) / ScoreScale);
            }
            else
            {
                speech = new SpeechAnalyticsMetric(group.Count(i), null);
            }
        }

        return new SpeechInsight(query, group.ConversationId, group.UserId, start, speech, sentiment);
    }
}
