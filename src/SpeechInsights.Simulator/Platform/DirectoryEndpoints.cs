using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Users, queues, teams and divisions: lists by page number, or by mark as teams have it.</summary>
internal sealed class DirectoryEndpoints(AgentPool agents)
{
    public const int MaximumPageSize = 500;

    /// <summary>What the definition does not say; a cautious guess.</summary>
    public const int MaximumIds = 100;

    private const int DefaultPageSize = 25;

    public Reply Users(ReceivedRequest request)
    {
        string state = request.Query["state"].FirstOrDefault() ?? "active";
        NamedEntry[] all = [.. agents.Ids.Select((id, agent) => new NamedEntry(id, AgentNames.Of(agent))).Where((_, agent) => state == "any" || state == (AgentNames.HasLeft(agent) ? "inactive" : "active"))];
        return PageOf(request, Named(request, all), (writer, user) => writer.WriteString("state"u8, AgentNames.HasLeft(agents.Ids.ToList().IndexOf(user.Id)) ? "inactive"u8 : "active"u8));
    }

    public static Reply Queues(ReceivedRequest request)
    {
        string? pattern = request.Query["name"];
        return PageOf(request, [.. Named(request, PlatformCatalog.Queues).Where(queue => pattern is null || queue.Name.Contains(pattern.Trim('*'), StringComparison.OrdinalIgnoreCase))]);
    }

    public static Reply Teams(ReceivedRequest request) =>
        new EntityPage(request, "after", QueryCheck.Number(request.Query, "pageSize", DefaultPageSize, 1, MaximumPageSize)).Write(PlatformCatalog.Teams, static (writer, team) => Write(writer, team));

    public static Reply Divisions(ReceivedRequest request) => PageOf(request, Named(request, PlatformCatalog.Divisions));

    private static NamedEntry[] Named(ReceivedRequest request, IReadOnlyList<NamedEntry> all) =>
        [.. all.Where(entry => request.Query["id"].Count == 0 || request.Query["id"].Contains(entry.Id)).OrderBy(static entry => entry.Name, StringComparer.Ordinal)];

    private static Reply PageOf(ReceivedRequest request, IReadOnlyList<NamedEntry> all, Action<Utf8JsonWriter, NamedEntry>? writeMore = null) => NumberedPage.Write(
        request, all, QueryCheck.Number(request.Query, "pageSize", DefaultPageSize, 1, MaximumPageSize), (writer, entry) => Write(writer, entry, writeMore));

    private static void Write(Utf8JsonWriter writer, NamedEntry entry, Action<Utf8JsonWriter, NamedEntry>? writeMore = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, entry.Id);
        writer.WriteString("name"u8, entry.Name);
        writeMore?.Invoke(writer, entry);
        writer.WriteEndObject();
    }
}
