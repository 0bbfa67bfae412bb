using System.Text.Json;

namespace SpeechInsights.Http;

/// <summary>
/// What an error body says: Genesys' <c>{message, code, status, contextId, …}</c>, or OAuth's <c>{error, description}</c>
/// (RFC 6749, section 5.2). All parts are cleaned and redacted; a body of any other form gives empty parts.
/// </summary>
internal sealed record ServerMessage(string? Message, string? Code, string? ContextId, string? Limit)
{
    private const int MaximumBytes = 64 * 1024;
    private static readonly ServerMessage s_none = new(null, null, null, null);

    public static ServerMessage Read(ReadOnlySpan<byte> body)
    {
        if (body.Length is 0 or > MaximumBytes)
        {
            return s_none;
        }

        try
        {
            Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = 32 });
            return JsonDocument.TryParseValue(ref reader, out JsonDocument? document) ? Read(document) : s_none;
        }
        catch (JsonException)
        {
            return s_none;
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair can't be turned into text.
            return s_none;
        }
    }

    private static ServerMessage Read(JsonDocument document)
    {
        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return s_none;
            }

            string? limit = null;
            if (root.TryGetProperty("limit", out JsonElement element) && element.ValueKind == JsonValueKind.Object)
            {
                string value = element.TryGetProperty("value", out JsonElement number) && number.ValueKind == JsonValueKind.Number
                    ? " = " + DisplayText.Clean(number.GetRawText(), 24) : "";
                limit = Text(element, "key") is { } key ? key + value : null;
            }

            return new ServerMessage(
                Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "description"),
                Text(root, "code") ?? Text(root, "error"),
                Text(root, "contextId"),
                limit);
        }
    }

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        string text = DisplayText.Redact(value.GetString());
        return text.Length == 0 ? null : text;
    }
}
