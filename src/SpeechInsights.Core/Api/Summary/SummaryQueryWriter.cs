using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using SpeechInsights.Csat;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>Writes the bodies of <c>POST /api/v2/analytics/{conversations,surveys}/summary/query</c>.</summary>
internal static class SummaryQueryWriter
{
    /// <summary>The most ids that a request may carry.</summary>
    public const int MaximumInteractionIds = 1000;

    // A Guid with quotes and a comma.
    private const int BytesPerId = 40;

    /// <summary>The first request's body, as text.</summary>
    public static string ToJson(InsightQuery query)
    {
        IReadOnlyList<string>? ids = query.InteractionId is { Count: > MaximumInteractionIds } all ? [.. all.Take(MaximumInteractionIds)] : query.InteractionId;
        return Encoding.UTF8.GetString(Write(query, ids).At(0, query.PageSize));
    }

    public static PagedBody Write(InsightQuery query, IReadOnlyList<string>? ids) => Write(ids, json =>
    {
        json.WriteString("dateFrom", WireTime.Format(query.StartTime));
        json.WriteString("dateTo", WireTime.Format(query.EndTime));
        json.WriteString("interval", XmlConvert.ToString(query.Interval));
        json.WriteString("conversationType", "speech");
        json.WriteStartArray("filterGroups");
        WriteFilter(json, "id", ids);
        WriteFilter(json, "speechAnalytics.topics.name", query.Topic);
        if (query.MinimumSentiment is { } minimum)
        {
            WriteFilter(json, "sentiment.score", "gte", () => json.WriteNumberValue(minimum));
        }

        json.WriteEndArray();
        JsonBody.WriteList(json, "metrics", query.Metric.Select(NameOf));
        JsonBody.WriteList(json, "groupings", query.GroupBy.Select(NameOf));
        WritePlace(json);
        json.WriteString("speechAnalyticsModelId", query.ModelId);
    });

    public static PagedBody Write(CsatQuery query, IReadOnlyList<string>? ids) => Write(ids, json =>
    {
        json.WriteString("dateFrom", WireTime.Format(query.StartTime));
        json.WriteString("dateTo", WireTime.Format(query.EndTime));
        json.WriteString("interval", "PT1H");
        json.WriteStartArray("filterGroups");
        WriteFilter(json, "id", ids);
        json.WriteEndArray();
        JsonBody.WriteList(json, "metrics", ["csat"]);
        JsonBody.WriteList(json, "groupings", ["interactionId"]);
        WritePlace(json);
    });

    private static PagedBody Write(IReadOnlyList<string>? ids, Action<Utf8JsonWriter> writeProperties) =>
        new(JsonBody.Write(writeProperties, 1024 + ((ids?.Count ?? 0) * BytesPerId)));

    private static void WritePlace(Utf8JsonWriter json)
    {
        json.WriteNumber("size", 0);
        json.WriteNumber("offset", 0);
    }

    private static string NameOf(InsightMetric metric) => metric switch
    {
        InsightMetric.SpeechAnalytics => "speechAnalytics",
        _ => "sentiment",
    };

    private static string NameOf(InsightGrouping grouping) => grouping switch
    {
        InsightGrouping.AgentId => "agentId",
        _ => "interactionId",
    };

    private static void WriteFilter(Utf8JsonWriter json, string field, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        WriteFilter(json, field, "in", () =>
        {
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }
        });
    }

    private static void WriteFilter(Utf8JsonWriter json, string field, string op, Action writeValues)
    {
        json.WriteStartObject();
        json.WriteStartArray("filters");
        json.WriteStartObject();
        json.WriteString("field", field);
        json.WriteString("op", op);
        json.WriteStartArray("values");
        writeValues();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
