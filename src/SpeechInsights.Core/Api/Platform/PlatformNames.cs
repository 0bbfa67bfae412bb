using System.Collections.Concurrent;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Reads the names of agents, queues, topics, teams and divisions, in batches and once a session. A name is never worth a failure:
/// where it can't be had, rows have the id alone, and a warning says why.
/// </summary>
internal sealed class PlatformNames(RequestSender sender, KnownNames names)
{
    // How many ids a request may name is said for topics alone; as many as fit on a page serve for the others.
    private static readonly Dictionary<InsightGrouping, Source> s_sources = new()
    {
        // Those who left are missing without 'any'.
        [InsightGrouping.AgentId] = new(NameKind.Agent, PlatformPaths.Users, "state=any&pageSize=100&", "id", 100, null),
        [InsightGrouping.QueueId] = new(NameKind.Queue, PlatformPaths.Queues, "pageSize=100&", "id", 100, PlatformPaths.ViewQueue),
        [InsightGrouping.TopicId] = new(NameKind.Topic, PlatformPaths.Topics, "", "ids", 50, PlatformPaths.ViewTopic),
        [InsightGrouping.DivisionId] = new(NameKind.Division, PlatformPaths.Divisions, "pageSize=100&", "id", 100, null),

        // Teams can't be asked for by id, and there are few.
        [InsightGrouping.TeamId] = new(NameKind.Team, PlatformPaths.Teams, "pageSize=100", null, int.MaxValue, PlatformPaths.ViewTeam),
    };

    private readonly PlatformList _list = new(sender);
    private readonly ConcurrentDictionary<NameKind, bool> _refused = new();

    /// <summary>Reads the names of some rows that are not known yet.</summary>
    public async Task ReadAsync(IReadOnlyList<SpeechInsight> rows, IReadOnlyList<InsightGrouping> groupings, RunContext run, CancellationToken cancellationToken)
    {
        IEnumerable<(Source Source, string[] Ids)> batches =
            from grouping in groupings
            where s_sources.ContainsKey(grouping)
            let source = s_sources[grouping]
            where !_refused.ContainsKey(source.Kind)
            from ids in Unknown(rows, grouping, source.Kind).Chunk(source.MostIds)
            select (source, ids);
        await foreach (bool _ in InOrder.RunAsync(
            batches, (batch, token) => ReadAsync(batch.Source, batch.Ids, run, token), sender.ThrottleLimit, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private HashSet<string> Unknown(IReadOnlyList<SpeechInsight> rows, InsightGrouping grouping, NameKind kind)
    {
        HashSet<string> unknown = new(StringComparer.Ordinal);
        string? last = null;
        foreach (SpeechInsight row in rows)
        {
            string? id = grouping switch
            {
                InsightGrouping.AgentId => row.AgentId,
                InsightGrouping.QueueId => row.QueueId,
                InsightGrouping.TopicId => row.TopicId,
                InsightGrouping.TeamId => row.TeamId,
                _ => row.DivisionId,
            };
            if (id is { Length: > 0 } && !ReferenceEquals(id, last) && !names.Has(kind, id))
            {
                unknown.Add(id);
            }

            last = id;
        }

        return unknown;
    }

    private async Task<bool> ReadAsync(Source source, string[] ids, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            List<PlatformReference> found = await _list.ReadAsync(
                new ApiRequest(HttpMethod.Get, source.Path)
                {
                    Query = source.Query + (source.IdParameter is { } parameter ? string.Join('&', ids.Select(id => $"{parameter}={Uri.EscapeDataString(id)}")) : ""),
                    Permission = source.Permission,
                },
                PlatformReference.Read,
                run,
                cancellationToken).ConfigureAwait(false);
            foreach (string id in ids)
            {
                names.Add(source.Kind, id, null);
            }

            found.ForEach(reference => names.Add(source.Kind, reference.Id, reference.Name));
            return true;
        }
        catch (ApiException e) when (e.Error != InsightsError.TokenRejected)
        {
            if (_refused.TryAdd(source.Kind, true))
            {
                string what = source.Kind.ToString().ToLowerInvariant();
                run.Trace.WriteWarning(e.Error == InsightsError.PermissionDenied
                    ? $"Rows have no {what} names: the client lacks {(source.Permission is null ? "the permission" : $"the permission {source.Permission}")}. -NoName asks for none."
                    : $"Rows have no {what} names ({e.ErrorId}). -NoName asks for none.");
            }

            return false;
        }
    }

    private sealed record Source(NameKind Kind, string Path, string Query, string? IdParameter, int MostIds, string? Permission);
}
