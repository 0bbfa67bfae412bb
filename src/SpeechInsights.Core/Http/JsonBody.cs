using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpeechInsights.Http;

/// <summary>Writes the JSON object of a request.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="writeProperties">Writes what stands between the object's braces.</param>
    /// <param name="expectedBytes">About how long it will be.</param>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> writeProperties, int expectedBytes = 512)
    {
        ArrayBufferWriter<byte> buffer = new(expectedBytes);
        using Utf8JsonWriter json = new(buffer, s_options);
        json.WriteStartObject();
        writeProperties(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes a property that is a list of texts.</summary>
    public static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
