using System.Text.Json;

namespace SpeechInsights.Simulator.Platform;

/// <summary>A process automation trigger: what was sent, under an id and a version.</summary>
internal sealed record Trigger(string Id, long Version, JsonElement Body)
{
    public string Name => Body.GetProperty("name").GetString()!;

    public string TopicName => Body.GetProperty("topicName").GetString()!;

    public bool IsEnabled => Body.GetProperty("enabled").GetBoolean();

    public bool HasDelay => Body.TryGetProperty("delayBySeconds", out _);

    public string? FlowId => Body.GetProperty("target").TryGetProperty("id", out JsonElement id) ? id.GetString() : null;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id);
        foreach (JsonProperty property in Body.EnumerateObject())
        {
            if (property.Name != "version")
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteNumber("version"u8, Version);
        writer.WriteString("selfUri"u8, "/api/v2/processautomation/triggers/" + Id);
        writer.WriteEndObject();
    }
}
