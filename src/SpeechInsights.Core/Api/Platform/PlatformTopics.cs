using System.Collections.Concurrent;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>Finds topics by name, once each in a session.</summary>
internal sealed class PlatformTopics(RequestSender sender, KnownNames names)
{
    private readonly PlatformList _list = new(sender);
    private readonly ConcurrentDictionary<string, IReadOnlyList<PlatformReference>> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ids of topics of these names.</summary>
    /// <param name="names">The names; upper and lower case are the same.</param>
    /// <param name="program">The program whose topics count; null for any.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">TopicNotFound.</exception>
    public async Task<List<string>> ResolveAsync(IReadOnlyList<string> names, PlatformProgram? program, RunContext run, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        foreach (string name in names)
        {
            IEnumerable<PlatformReference> found = program is null
                ? await FindAsync(name, run, cancellationToken).ConfigureAwait(false)
                : program.Topics.Where(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase));
            int before = ids.Count;
            ids.AddRange(found.Select(static topic => topic.Id));
            if (ids.Count == before)
            {
                throw new InsightsException(
                    InsightsError.TopicNotFound,
                    $"There is no topic named '{DisplayText.Clean(name, 80)}'{(program is null ? "" : $" in the program '{program.Name}'")}.",
                    "Check its name in Admin > Speech & Text Analytics > Topics.",
                    name);
            }
        }

        return ids;
    }

    private async Task<IReadOnlyList<PlatformReference>> FindAsync(string name, RunContext run, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out IReadOnlyList<PlatformReference>? known))
        {
            return known;
        }

        // The server's filter finds parts of names; what is meant is the whole.
        List<PlatformReference> all = await _list.ReadAsync(
            new ApiRequest(HttpMethod.Get, PlatformPaths.Topics)
            {
                Query = $"pageSize=100&state=latest&name={Uri.EscapeDataString(name)}",
                Permission = PlatformPaths.ViewTopic,
                Subject = name,
            },
            PlatformReference.Read,
            run,
            cancellationToken).ConfigureAwait(false);
        all.ForEach(topic => names.Add(NameKind.Topic, topic.Id, topic.Name));
        PlatformReference[] exact = [.. all.Where(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase))];
        return exact.Length == 0 ? exact : _known[name] = exact;
    }
}
