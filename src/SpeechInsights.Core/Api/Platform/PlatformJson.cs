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

    /// <summary>A property of an object; false where there is none, or the element is of another kind.</summary>
    public static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    public static string? Text(JsonElement element, string name)
    {
        if (!TryGet(element, name, JsonValueKind.String, out JsonElement value))
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

    public static string Id(JsonElement element) => JsonRead.CheckId(Text(element, "id"), "id") is { Length: > 0 } id ? id : throw JsonRead.Wrong("id");

    public static bool Flag(JsonElement element, string name) => TryGet(element, name, JsonValueKind.True, out _);

    public static int? Number(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.Number, out JsonElement value) && value.TryGetInt32(out int number) ? number : null;

    public static DateTimeOffset? Time(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.String, out JsonElement value) && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time.ToUniversalTime() : null;

    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.Array, out JsonElement value) ? value.EnumerateArray() : [];
}
