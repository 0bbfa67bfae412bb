using System.Text.Json;
using SpeechInsights.Coaching;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>The body of <c>/api/v2/webhooks</c>, both ways.</summary>
internal static class SummaryWebhook
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonDepth.Maximum };

    public static ReadOnlyMemory<byte> Write(WebhookRegistration registration, Func<CoachingEvent, string> nameOf) => JsonBody.Write(json =>
    {
        json.WriteString("name", registration.Name);
        json.WriteString("description", registration.Description);
        json.WriteString("url", registration.Uri?.AbsoluteUri);
        json.WriteString("type", "rest");
        json.WriteBoolean("enabled", true);
        JsonBody.WriteList(json, "events", registration.Events.Select(nameOf));
        json.WriteStartObject("headers");
        foreach ((string name, string value) in registration.Headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("filter");
        json.WriteString("field", "speechAnalyticsModelId");
        json.WriteString("op", "eq");
        json.WriteString("value", registration.ModelId);
        json.WriteEndObject();
    });

    public static CoachingWebhook Read(ReadOnlySpan<byte> body)
    {
        using JsonDocument document = Parse(body);
        return Read(document.RootElement);
    }

    public static WebhookPage ReadPage(ReadOnlySpan<byte> body)
    {
        using JsonDocument document = Parse(body);
        JsonElement root = document.RootElement;
        if (!TryGet(root, "entities", JsonValueKind.Array, out JsonElement entities))
        {
            throw JsonRead.Wrong("entities");
        }

        List<CoachingWebhook> webhooks = [];
        foreach (JsonElement entity in entities.EnumerateArray())
        {
            webhooks.Add(Read(entity));
        }

        return new WebhookPage(webhooks, Number(root, "pageCount") ?? 1, Number(root, "total") ?? 0);
    }

    private static CoachingWebhook Read(JsonElement element)
    {
        string? id = Text(element, "id");
        return string.IsNullOrEmpty(id)
            ? throw JsonRead.Wrong("id")
            : new CoachingWebhook(
                id,
                Text(element, "name") ?? "",
                AddressText.Read(Text(element, "url")),
                TryGet(element, "enabled", JsonValueKind.True, out _),
                TryGet(element, "events", JsonValueKind.Array, out JsonElement events) ? [.. events.EnumerateArray().Select(static e => Text(e))] : [],
                Text(element, "dateCreated") is { } created && DateTimeOffset.TryParse(created, System.Globalization.CultureInfo.InvariantCulture, out DateTimeOffset time) ? time.ToUniversalTime() : null)
            {
                ModelId = TryGet(element, "filter", JsonValueKind.Object, out JsonElement filter) ? Text(filter, "value") : null,
                Headers = ReadHeaders(element),
            };
    }

    private static Dictionary<string, string> ReadHeaders(JsonElement element)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (TryGet(element, "headers", JsonValueKind.Object, out JsonElement list))
        {
            foreach (JsonProperty header in list.EnumerateObject())
            {
                headers[header.Name] = Text(header.Value);
            }
        }

        return headers;
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body, s_options);
        JsonDocument document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw JsonRead.Wrong("the answer");
    }

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    private static string? Text(JsonElement element, string name) => TryGet(element, name, JsonValueKind.String, out JsonElement value) ? Text(value) : null;

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? DisplayText.Clean(value.GetString(), 2048) : DisplayText.Clean(value.GetRawText(), 2048);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair can't be turned into text.
            throw JsonRead.Wrong("a text");
        }
    }

    private static long? Number(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.Number, out JsonElement value) && value.TryGetInt64(out long number) ? number : null;
}
