using System.Text.Json;

namespace SpeechInsights.Api.Platform;

/// <summary>A speech and text analytics program (or a topic, which can stand in for one).</summary>
internal sealed record PlatformProgram(
    string Id,
    string? Name,
    string Kind,
    bool IsPublished,
    string? Dialect,
    DateTimeOffset? Modified,
    DateTimeOffset? Published,
    IReadOnlyList<PlatformReference> Topics)
{
    public static PlatformProgram ReadProgram(JsonElement element) =>
        Read(element, "program", [.. PlatformJson.List(element, "topics").Select(PlatformReference.Read)]);

    public static PlatformProgram ReadTopic(JsonElement element) =>
        Read(element, "topic", [PlatformReference.Read(element)]);

    public SpeechModel ToModel() => new(Id, Name, IsPublished ? "published" : "unpublished", Kind, Modified);

    private static PlatformProgram Read(JsonElement element, string kind, IReadOnlyList<PlatformReference> topics) => new(
        PlatformJson.Id(element),
        PlatformJson.Label(element, "name"),
        kind,
        PlatformJson.Flag(element, "published"),
        PlatformJson.Label(element, "dialect"),
        PlatformJson.Time(element, "dateModified"),
        PlatformJson.Time(element, "datePublished"),
        topics);
}
