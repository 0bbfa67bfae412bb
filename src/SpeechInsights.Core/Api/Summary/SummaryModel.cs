using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads <c>{"id","name","status","type","lastUpdated"}</c>.</summary>
internal static class SummaryModel
{
    public static SpeechModel Read(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = JsonDepth.Maximum });
        JsonRead.StartObject(ref reader);
        string? id = null;
        string? name = null;
        string? status = null;
        string? type = null;
        DateTimeOffset? updated = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? property = JsonRead.PropertyName(ref reader);
            switch (property)
            {
                case "id":
                    reader.Read();
                    id = JsonRead.Id(ref reader, property);
                    break;
                case "name":
                    reader.Read();
                    name = Label(ref reader, property, 200);
                    break;
                case "status":
                    reader.Read();
                    status = Label(ref reader, property, 80);
                    break;
                case "type":
                    reader.Read();
                    type = Label(ref reader, property, 80);
                    break;
                case "lastUpdated":
                    reader.Read();
                    updated = JsonRead.Time(ref reader, property);
                    break;
                default:
                    JsonRead.Skip(ref reader);
                    break;
            }
        }

        while (reader.Read())
        {
        }

        return string.IsNullOrEmpty(id) ? throw JsonRead.Wrong("id") : new SpeechModel(id, name, status, type, updated);
    }

    private static string? Label(ref Utf8JsonReader reader, string property, int length) =>
        JsonRead.Text(ref reader, property) is { } text ? DisplayText.Clean(text, length) : null;
}
