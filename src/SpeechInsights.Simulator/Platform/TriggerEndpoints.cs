using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Process automation triggers and their topics.</summary>
internal sealed class TriggerEndpoints(TriggerStore store, bool uniqueNames, int pageCap)
{
    private const int DefaultPageSize = 25;
    private const int MaximumPageSize = 200;

    public Reply List(ReceivedRequest request)
    {
        Trigger[] found = [.. store.All.Where(trigger =>
            (request.Query["topicName"].Count == 0 || request.Query["topicName"].ToString().Split(',').Contains(trigger.TopicName))
            && (request.Query["enabled"].Count == 0 || request.Query["enabled"] == (trigger.IsEnabled ? "true" : "false"))
            && (request.Query["hasDelayBy"].Count == 0 || request.Query["hasDelayBy"] == (trigger.HasDelay ? "true" : "false")))];
        return PageOf(request).Write(found, static (writer, trigger) => trigger.Write(writer));
    }

    public Reply Topics(ReceivedRequest request) => PageOf(request).Write(PlatformCatalog.TriggerTopics, static (writer, topic) => writer.WriteStringValue(topic));

    public Reply Create(ReceivedRequest request, JsonElement body)
    {
        Check(body);
        Trigger trigger = store.Add(body, uniqueNames);
        return Reply.Of(StatusCodes.Status200OK, trigger.Write);
    }

    public Reply Get(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, store.Find(request.Argument!).Write);

    public Reply Update(ReceivedRequest request, JsonElement body)
    {
        store.Find(request.Argument!);
        Check(body);
        return Reply.Of(StatusCodes.Status200OK, store.Replace(request.Argument!, body).Write);
    }

    public Reply Delete(ReceivedRequest request)
    {
        store.Remove(request.Argument!);
        return Reply.NoContent();
    }

    public Reply Test(ReceivedRequest request, JsonElement body)
    {
        Trigger trigger = store.Find(request.Argument!);
        bool hasConversation = HasConversation(body);
        bool hasTarget = trigger.FlowId == PlatformCatalog.FlowId;
        bool matches = TriggerMatch.Matches(trigger, body);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            WriteStep(writer, "schemaValidation", 1, hasConversation);
            WriteStep(writer, "targetValidation", 2, hasTarget);
            WriteStep(writer, "jsonPathValidation", 3, matches);
            writer.WriteBoolean("triggerMatches"u8, hasConversation && hasTarget && matches);
            writer.WriteEndObject();
        });
    }

    public Reply TestTopic(ReceivedRequest request, JsonElement body)
    {
        CheckTopic(request.Argument!);
        Trigger[] triggers = [.. store.All.Where(trigger => trigger.TopicName == request.Argument)];
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            WriteStep(writer, "schemaValidation", 1, HasConversation(body));
            writer.WriteStartObject("triggerMatchValidation"u8);
            writer.WriteString("name"u8, "triggerMatchValidation"u8);
            writer.WriteNumber("step"u8, 2);
            WriteTriggers(writer, "matchedTriggers", triggers.Where(trigger => TriggerMatch.Matches(trigger, body)));
            WriteTriggers(writer, "unmatchedTriggers", triggers.Where(trigger => !TriggerMatch.Matches(trigger, body)));
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static bool HasConversation(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("conversationId", out JsonElement id) && id.ValueKind == JsonValueKind.String;

    private static void CheckTopic(string topic)
    {
        if (!PlatformCatalog.TriggerTopics.Contains(topic))
        {
            throw PlatformRefusal.Value("topicName", topic, PlatformCatalog.TriggerTopics);
        }
    }

    private static void Check(JsonElement body)
    {
        CheckTopic(body.GetProperty("topicName").GetString()!);
        if (body.GetProperty("name").GetString()!.Length == 0)
        {
            throw PlatformRefusal.Bad("name", "[name] must not be empty.");
        }

        JsonElement target = body.GetProperty("target");
        if (!target.TryGetProperty("type", out _) || !target.TryGetProperty("id", out JsonElement id) || !Guid.TryParse(id.GetString(), out _))
        {
            throw PlatformRefusal.Bad("target", "[target] needs a type and the id of a workflow.");
        }

        TriggerMatch.Check(body);
    }

    private EntityPage PageOf(ReceivedRequest request)
    {
        if (request.Query["before"].Count > 0)
        {
            throw PlatformRefusal.NotModelled("the way back through a list");
        }

        return new EntityPage(request, "after", Math.Min(pageCap, QueryCheck.Number(request.Query, "pageSize", DefaultPageSize, 1, MaximumPageSize)));
    }

    private static void WriteStep(Utf8JsonWriter writer, string name, int step, bool matches)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name"u8, name);
        writer.WriteNumber("step"u8, step);
        writer.WriteBoolean("matches"u8, matches);
        writer.WriteStartArray("details"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTriggers(Utf8JsonWriter writer, string name, IEnumerable<Trigger> triggers)
    {
        writer.WriteStartArray(name);
        foreach (Trigger trigger in triggers)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, trigger.Id);
            writer.WriteString("name"u8, trigger.Name);
            writer.WriteBoolean("enabled"u8, trigger.IsEnabled);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
