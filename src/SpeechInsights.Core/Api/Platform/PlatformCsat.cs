using System.Runtime.CompilerServices;
using SpeechInsights.Csat;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Survey scores of survey aggregates, grouped by conversation: total scores as the server gives them, 0 to 100. A survey
/// that is pending, expired or refused has no score and does not count as an answer.
/// </summary>
internal sealed class PlatformCsat(AggregateSource source)
{
    private static readonly string[] s_metrics = ["oSurveyTotalScore", "nSurveyNpsPromoters", "nSurveyNpsDetractors", "nSurveyNpsResponses"];

    public async IAsyncEnumerable<IReadOnlyList<CsatScore>> ReadAsync(
        CsatQuery query, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AggregateQuery asked = QueryOf(query);
        bool isOne = asked.Windows.Take(2).Count() == 1;
        Dictionary<string, CsatTotals> all = new(StringComparer.Ordinal);
        await foreach (AggregateBatch batch in source.ReadAsync(asked, AggregateSource.JobPageSize, run, cancellationToken).ConfigureAwait(false))
        {
            if (isOne)
            {
                yield return [.. batch.Groups.Select(static group => CsatTotals.Of(group).ToScore(group.ConversationId))];
                continue;
            }

            // Answers to one conversation's surveys may lie in several intervals, weeks apart.
            foreach (AggregateGroup group in batch.Groups)
            {
                all[group.ConversationId] = all.GetValueOrDefault(group.ConversationId) + CsatTotals.Of(group);
            }
        }

        foreach (KeyValuePair<string, CsatTotals>[] some in all.Chunk(AggregateSource.JobPageSize))
        {
            yield return [.. some.Select(static totals => totals.Value.ToScore(totals.Key))];
        }
    }

    /// <summary>The fewest requests that a query takes.</summary>
    public static long CountRequests(CsatQuery query) => AggregateSource.CountRequests(QueryOf(query));

    private static AggregateQuery QueryOf(CsatQuery query) => new()
    {
        Start = query.StartTime,
        End = query.EndTime,
        GroupBy = ["conversationId"],
        Metrics = s_metrics,
        ConversationIds = query.InteractionId,
        SurveyForms = query.SurveyForm,
    };
}
