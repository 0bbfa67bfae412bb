using System.Text.Json;
using SpeechInsights.Coaching;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>The bodies of <c>/api/v2/processautomation/triggers</c>, both ways.</summary>
internal static class TriggerJson
{
    private const string ProgramPath = "programId";

    /// <param name="registration">What is wanted.</param>
    /// <param name="topic">The event's topic.</param>
    /// <param name="version">The version that is changed; null makes a new trigger.</param>
    public static ReadOnlyMemory<byte> Write(WebhookRegistration registration, string topic, int? version) => JsonBody.Write(json =>
    {
        json.WriteString("name", registration.Name);
        json.WriteString("topicName", topic);
        json.WriteBoolean("enabled", true);
        json.WriteStartObject("target");
        json.WriteString("type", "Workflow");
        json.WriteString("id", registration.FlowId);
        json.WriteStartObject("workflowTargetSettings");
        json.WriteString("dataFormat", "TopLevelPrimitives");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("matchCriteria");
        WriteCriterion(json, "mediaType", "VOICE");
        if (registration.ModelIdOrNull is { } program)
        {
            WriteCriterion(json, ProgramPath, program);
        }

        json.WriteEndArray();
        json.WriteString("description", registration.Description);
        if (version is { } number)
        {
            json.WriteNumber("version", number);
        }
    });

    /// <summary>An event as the topics send it, for a test.</summary>
    public static ReadOnlyMemory<byte> WriteSample() => JsonBody.Write(static json =>
    {
        json.WriteString("conversationId", Guid.Empty);
        json.WriteString("mediaType", "VOICE");
    });

    public static CoachingWebhook Read(JsonElement element)
    {
        PlatformJson.TryGet(element, "target", JsonValueKind.Object, out JsonElement target);
        return new CoachingWebhook(
            PlatformJson.Id(element),
            PlatformJson.Label(element, "name") ?? "",
            null,
            PlatformJson.Flag(element, "enabled"),
            PlatformJson.Label(element, "topicName") is { } topic ? [topic] : [],
            null)
        {
            FlowId = PlatformJson.Label(target, "id"),
            Version = PlatformJson.Number(element, "version"),
            ModelId = PlatformJson.List(element, "matchCriteria").Where(static criterion => PlatformJson.Text(criterion, "jsonPath") == ProgramPath)
                .Select(static criterion => PlatformJson.Text(criterion, "value")).FirstOrDefault(),
        };
    }

    /// <summary>What a test found, in a sentence.</summary>
    public static string ReadTest(JsonElement root)
    {
        string[] parts =
        [
            .. root.EnumerateObject()
                .Where(static part => part.Value.ValueKind == JsonValueKind.Object && part.Value.TryGetProperty("matches", out _))
                .Select(static part => $"{DisplayText.Clean(part.Name, 80)}: {(PlatformJson.Flag(part.Value, "matches") ? "passed" : "failed")}"),
        ];
        return parts.Length == 0 ? "The server's test says nothing." : $"The server's test: {string.Join(", ", parts)}.";
    }

    private static void WriteCriterion(Utf8JsonWriter json, string path, string value)
    {
        json.WriteStartObject();
        json.WriteString("jsonPath", path);
        json.WriteString("operator", "Equal");
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
