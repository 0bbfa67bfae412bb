using System.Globalization;
using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>Reads and writes the JSON of a webhook.</summary>
internal static class WebhookText
{
    public static Webhook Read(ReceivedRequest request, DateTimeOffset now)
    {
        using JsonDocument document = request.ReadJson();
        StrictObject body = new(document.RootElement, "webhook", "name", "description", "url", "type", "enabled", "events",
            "headers", "filter");
        body.Constant("type", "rest");
        StrictObject filter = new(body.Get("filter"), "filter", "field", "op", "value");
        filter.Constant("field", "speechAnalyticsModelId");
        filter.Constant("op", "eq");
        return new Webhook(
            "webhook-" + Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture),
            now,
            body.Text("name"),
            body.Text("description"),
            ReadUrl(body.Text("url")),
            body.Boolean("enabled"),
            body.Choices("events", "analytics:query:completed", "speechanalytics:insight:updated"),
            ReadHeaders(body.Get("headers")),
            filter.Text("value"));
    }

    public static void Write(Utf8JsonWriter writer, Webhook webhook)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, webhook.Id);
        writer.WriteString("name"u8, webhook.Name);
        writer.WriteString("description"u8, webhook.Description);
        writer.WriteString("url"u8, webhook.Url);
        writer.WriteString("type"u8, "rest"u8);
        writer.WriteBoolean("enabled"u8, webhook.Enabled);
        writer.WriteStartArray("events"u8);
        foreach (string name in webhook.Events)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("headers"u8);
        foreach (KeyValuePair<string, string> header in webhook.Headers)
        {
            writer.WriteString(header.Key, header.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("filter"u8);
        writer.WriteString("field"u8, "speechAnalyticsModelId"u8);
        writer.WriteString("op"u8, "eq"u8);
        writer.WriteString("value"u8, webhook.ModelId);
        writer.WriteEndObject();
        writer.WriteString("dateCreated"u8,
            webhook.DateCreated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static string ReadUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw RefusedException.Invalid("[webhook.url] must be an absolute http or https address.");

    private static List<KeyValuePair<string, string>> ReadHeaders(JsonElement headers)
    {
        if (headers.ValueKind != JsonValueKind.Object)
        {
            throw RefusedException.Invalid("[webhook.headers] must be an object.");
        }

        List<KeyValuePair<string, string>> read = [];
        foreach (JsonProperty header in headers.EnumerateObject())
        {
            if (header.Name.Length == 0 || header.Value.ValueKind != JsonValueKind.String)
            {
                throw RefusedException.Invalid("[webhook.headers] must have names, and strings as values.");
            }

            read.Add(new(header.Name, header.Value.GetString()!));
        }

        return read;
    }
}
