using System.Globalization;
using System.Text.Json;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Control;

/// <summary>Streams the truth as JSON lines.</summary>
internal static class TruthStream
{
    public static Task WriteAsync(HttpContext context, IEnumerable<TruthRow> rows) => JsonLines.WriteAsync(context, rows, Write);

    private static void Write(Utf8JsonWriter writer, TruthRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("interactionId"u8, row.InteractionId);
        writer.WriteString("agentId"u8, row.AgentId);
        writer.WriteString("time"u8, TextOf(row.Time));
        writer.WriteString("start"u8, TextOf(row.Start));
        writer.WriteStartArray("topics"u8);
        foreach (string topic in row.Topics)
        {
            writer.WriteStringValue(topic);
        }

        writer.WriteEndArray();
        writer.WriteNumber("speechCount"u8, row.SpeechCount);
        writer.WriteNumber("sentimentCount"u8, row.SentimentCount);
        WriteNumber(writer, "sentiment", row.Sentiment);
        WriteNumber(writer, "csat", row.Csat);
        writer.WriteNumber("surveyCount"u8, row.SurveyCount);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
