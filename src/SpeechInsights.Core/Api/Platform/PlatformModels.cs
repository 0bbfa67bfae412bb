using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>What the Platform profile calls a model: a program, or a topic.</summary>
internal sealed class PlatformModels(RequestSender sender, KnownNames names)
{
    private readonly PlatformList _list = new(sender);

    /// <exception cref="InsightsException">ModelNotFound where neither a program nor a topic has the id.</exception>
    public async Task<PlatformProgram> GetAsync(string id, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(PlatformPaths.Programs, id, PlatformPaths.ViewProgram, element => Remember(PlatformProgram.ReadProgram(element)), run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Error == InsightsError.ModelNotFound)
        {
            return await GetAsync(PlatformPaths.Topics, id, PlatformPaths.ViewTopic, element => Remember(PlatformProgram.ReadTopic(element)), run, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<SpeechModel>> ListAsync(RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SpeechModel> programs = await _list.ReadAsync(
            new ApiRequest(HttpMethod.Get, PlatformPaths.Programs) { Query = "pageSize=100&state=Latest", Permission = PlatformPaths.ViewProgram },
            element => Remember(PlatformProgram.ReadProgram(element)).ToModel(),
            run,
            cancellationToken).ConfigureAwait(false);
        if (programs.Count > 0)
        {
            yield return programs;
        }
    }

    // A topic can stand in for a program.
    private PlatformProgram Remember(PlatformProgram program)
    {
        names.Add(NameKind.Model, program.Id, program.Name);
        foreach (PlatformReference topic in program.Topics)
        {
            names.Add(NameKind.Topic, topic.Id, topic.Name);
        }

        return program;
    }

    /// <summary>How many queues and flows a program applies to.</summary>
    public Task<int> CountMappingsAsync(string programId, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Get, $"{PlatformPaths.Programs}/{PathSegment.Of(programId)}/mappings") { Permission = PlatformPaths.ViewProgram, Subject = programId },
        static body => PlatformJson.Read(body, static root => PlatformJson.List(root, "queues").Count() + PlatformJson.List(root, "flows").Count()),
        run,
        cancellationToken);

    /// <summary>The topics with these ids, to see which are published and in which dialect.</summary>
    public async Task<List<PlatformProgram>> GetTopicsAsync(IEnumerable<string> ids, RunContext run, CancellationToken cancellationToken)
    {
        List<PlatformProgram> topics = [];
        foreach (string[] batch in ids.Chunk(50))
        {
            topics.AddRange(await _list.ReadAsync(
                new ApiRequest(HttpMethod.Get, PlatformPaths.Topics)
                {
                    // Ids stand alone: no filter, the state among them, may be beside them.
                    Query = string.Join('&', batch.Select(static id => $"ids={Uri.EscapeDataString(id)}")),
                    Permission = PlatformPaths.ViewTopic,
                },
                element => Remember(PlatformProgram.ReadTopic(element)),
                run,
                cancellationToken).ConfigureAwait(false));
        }

        return topics;
    }

    /// <summary>The dialects that sentiment is known in, for example <c>en-US</c>.</summary>
    public Task<HashSet<string>> GetSentimentDialectsAsync(RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Get, PlatformPaths.SentimentDialects),
        static body => PlatformJson.Read(body, static root => PlatformJson.List(root, "entities")
            .Select(static entity => entity.ValueKind == JsonValueKind.String ? entity.GetString() : PlatformJson.Text(entity, "dialect") ?? PlatformJson.Text(entity, "id"))
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase)),
        run,
        cancellationToken);

    public Task<int?> GetRetentionDaysAsync(RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Get, PlatformPaths.Retention) { Permission = PlatformPaths.ViewRetention },
        static body => PlatformJson.Read(body, static root => PlatformJson.Number(root, "retentionDays")),
        run,
        cancellationToken);

    public Task<DateTimeOffset?> GetDataAvailabilityAsync(RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Get, PlatformPaths.DataLake) { Permission = PlatformPaths.ViewDetails },
        static body => PlatformJson.Read(body, static root => PlatformJson.Time(root, "dataAvailabilityDate")),
        run,
        cancellationToken);

    private Task<PlatformProgram> GetAsync(
        string path, string id, string permission, Func<JsonElement, PlatformProgram> read, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Get, $"{path}/{PathSegment.Of(id)}") { Permission = permission, NotFound = InsightsError.ModelNotFound, Subject = id },
        body => PlatformJson.Read(body, read),
        run,
        cancellationToken);
}
