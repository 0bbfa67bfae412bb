using System.Text.Json;

namespace SpeechInsights.Api.Platform;

/// <summary>Something with an id and a name.</summary>
internal sealed record PlatformReference(string Id, string? Name)
{
    public static PlatformReference Read(JsonElement element) => new(PlatformJson.Id(element), PlatformJson.Label(element, "name"));
}
