using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Faults;

/// <summary>
/// Rewrites a JSON answer as a later version of the service might send it: fields of every kind in every object of the
/// contract. A map of free names (a webhook's headers) is not such an object and stays as it is.
/// </summary>
internal static class StrangeFields
{
    private const string Map = "headers";

    public static void AddTo(PooledBuffer body, IReadOnlyDictionary<string, string>? replace)
    {
        if (body.Length == 0)
        {
            return;
        }

        using JsonDocument document = JsonDocument.Parse(body.Written.ToArray());
        body.Clear();
        using Utf8JsonWriter writer = new(body);
        Write(writer, document.RootElement, replace, isMap: false);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, IReadOnlyDictionary<string, string>? replace, bool isMap)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when !isMap:
                WriteObject(writer, element, replace);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item, replace, isMap: false);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement element, IReadOnlyDictionary<string, string>? replace)
    {
        writer.WriteStartObject();
        WriteStrange(writer, "aaa");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.Value.ValueKind == JsonValueKind.String && replace?.GetValueOrDefault(property.Name) is { } other)
            {
                writer.WriteStringValue(other);
            }
            else
            {
                Write(writer, property.Value, replace, property.Name == Map);
            }
        }

        WriteStrange(writer, "zzz");
        writer.WriteEndObject();
    }

    private static void WriteStrange(Utf8JsonWriter writer, string prefix)
    {
        writer.WriteString(prefix + "Text", "new \u00e9\u4e16\U0001F30D");
        writer.WriteString(prefix + "State", "QUANTUM_ENTANGLED");
        writer.WriteNumber(prefix + "Number", -1.5e300);
        writer.WriteBoolean(prefix + "True", true);
        writer.WriteBoolean(prefix + "False", false);
        writer.WriteNull(prefix + "Null");
        writer.WriteStartArray(prefix + "Array");
        writer.WriteNumberValue(1);
        writer.WriteStringValue("two");
        writer.WriteNullValue();
        writer.WriteStartObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject(prefix + "Object");
        writer.WriteStartObject("count");
        writer.WriteString("avg", "not a number");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
