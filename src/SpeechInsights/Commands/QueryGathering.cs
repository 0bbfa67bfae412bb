using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>
/// Gathers the interactions that a pipeline brings one by one into one query for each model and window, each interaction once.
/// </summary>
internal sealed class QueryGathering
{
    private readonly Dictionary<(string?, DateTimeOffset, DateTimeOffset), (InsightQueryInput Input, List<string>? Ids, HashSet<string> Seen)> _queries = [];
    private readonly List<(string?, DateTimeOffset, DateTimeOffset)> _order = [];

    /// <param name="input">One record; without interactions it asks about all of the window, with an empty list about none.</param>
    public void Add(InsightQueryInput input)
    {
        (string?, DateTimeOffset, DateTimeOffset) key = (input.ModelId, input.StartTime, input.EndTime);
        if (!_queries.TryGetValue(key, out (InsightQueryInput Input, List<string>? Ids, HashSet<string> Seen) gathered))
        {
            gathered = (input, input.InteractionId is null ? null : [], new HashSet<string>(StringComparer.Ordinal));
            _queries[key] = gathered;
            _order.Add(key);
        }

        foreach (string id in input.InteractionId ?? [])
        {
            if (gathered.Seen.Add(id))
            {
                gathered.Ids?.Add(id);
            }
        }
    }

    /// <summary>The queries, in the order in which their first record came; one that would ask about nothing is left out.</summary>
    public IEnumerable<InsightQueryInput> Complete()
    {
        foreach ((string?, DateTimeOffset, DateTimeOffset) key in _order)
        {
            (InsightQueryInput input, List<string>? ids, _) = _queries[key];
            if (ids is not { Count: 0 })
            {
                yield return input with { InteractionId = ids };
            }
        }
    }
}
