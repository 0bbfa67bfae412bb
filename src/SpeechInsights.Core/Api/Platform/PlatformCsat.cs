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
        TimeWindow[] windows = [.. new TimeWindow(query.StartTime, query.EndTime).Cut()];
        Dictionary<string, AggregateGroup> all = new(StringComparer.Ordinal);
        foreach (TimeWindow window in windows)
        {
            AggregateQuery asked = new()
            {
                Start = window.Start,
                End = window.End,
                GroupBy = ["conversationId"],
                Metrics = s_metrics,
                ConversationIds = query.InteractionId,
            };
            await foreach (IReadOnlyList<AggregateGroup> groups in source.ReadAsync(asked, AggregateSource.JobPageSize, run, cancellationToken).ConfigureAwait(false))
            {
                if (windows.Length == 1)
                {
                    yield return [.. groups.Select(ToScore)];
                    continue;
                }

                // Answers to one conversation's surveys may lie in several intervals, weeks apart.
                foreach (AggregateGroup group in groups)
                {
                    if (all.TryGetValue(group.ConversationId, out AggregateGroup? known))
                    {
                        known.Merge(group);
                    }
                    else
                    {
                        all[group.ConversationId] = group;
                    }
                }
            }
        }

        if (all.Count > 0)
        {
            yield return [.. all.Values.Select(ToScore)];
        }
    }

    private static CsatScore ToScore(AggregateGroup group)
    {
        long answers = group.Count(0);
        long npsAnswers = group.Count(3);
        return new CsatScore(
            group.ConversationId,
            answers == 0 ? null : group.Sum(0) / answers,
            CsatScale.Percent,
            answers,
            npsAnswers == 0 ? null : 100.0 * (group.Count(1) - group.Count(2)) / npsAnswers);
    }
}
