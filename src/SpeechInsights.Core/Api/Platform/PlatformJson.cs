using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>Reads the small answers of the Platform API. What does not fit is a <see cref="FormatException"/> that names the property.</summary>
internal static class PlatformJson
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonDepth.Maximum };

    public static T Read<T>(ReadOnlySpan<byte> body, Func<JsonElement, T> read)
    {
        Utf8JsonReader reader = new(body, s_options);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : throw JsonRead.Wrong("the answer");
    }

    public static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw JsonRead.Wrong(name);
        }
    }

    /// <summary>Text for people: cleaned and cut.</summary>
    public static string? Label(JsonElement element, string name) => Text(element, name) is { } text ? DisplayText.Clean(text, 200) : null;

    public static string Id(JsonElement element) => Text(element, "id") is { Length: > 0 } id ? id : throw JsonRead.Wrong("id");

    public static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    public static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    public static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time.ToUniversalTime()
            : null;

    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
