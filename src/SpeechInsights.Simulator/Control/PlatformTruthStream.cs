using System.Text.Json;
using SpeechInsights.Simulator.Platform;

namespace SpeechInsights.Simulator.Control;

/// <summary>Streams the Platform profile's truth as JSON lines.</summary>
internal static class PlatformTruthStream
{
    public static Task WriteAsync(HttpContext context, IEnumerable<PlatformTruthRow> rows) => JsonLines.WriteAsync(context, rows, Write);

    private static void Write(Utf8JsonWriter writer, PlatformTruthRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("conversationId"u8, row.ConversationId);
        writer.WriteString("userId"u8, row.UserId);
        writer.WriteString("start"u8, PlatformTime.Text(row.Start));
        writer.WriteString("firstAt"u8, PlatformTime.Text(row.FirstAt));
        writer.WriteNumber("sentimentCount"u8, row.SentimentCount);
        writer.WriteNumber("sentimentSum"u8, row.SentimentSum);
        writer.WriteNumber("topicCount"u8, row.TopicCount);
        if (row.SurveyTotal is { } total)
        {
            writer.WriteNumber("surveyTotal"u8, total);
        }
        else
        {
            writer.WriteNull("surveyTotal"u8);
        }

        writer.WriteNumber("surveyCount"u8, row.SurveyCount);
        writer.WriteNumber("npsResponses"u8, row.NpsResponses);
        writer.WriteNumber("npsPromoters"u8, row.NpsPromoters);
        writer.WriteNumber("npsDetractors"u8, row.NpsDetractors);
        writer.WriteEndObject();
    }
}
