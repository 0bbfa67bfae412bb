using System.Text.Json;
using System.Xml;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>The body of an aggregates query, of transcripts or of surveys.</summary>
internal sealed record AggregateQuery
{
    /// <summary>The most conversations that one request names. The API has no stated maximum; this many keep a request small.</summary>
    public const int MaximumIds = 100;

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required IReadOnlyList<string> GroupBy { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The length of the buckets; null makes one of the whole interval.</summary>
    public TimeSpan? Granularity { get; init; }

    public IReadOnlyList<string>? ConversationIds { get; init; }

    public IReadOnlyList<string>? TopicIds { get; init; }

    /// <summary>Names of survey forms, or ids of their contexts; null for all.</summary>
    public IReadOnlyList<string>? SurveyForms { get; init; }

    /// <summary>The query in pieces of an interval that the API takes, one after the other.</summary>
    public IEnumerable<AggregateQuery> Windows => new TimeWindow(Start, End).Cut().Select(window => this with { Start = window.Start, End = window.End });

    /// <param name="pageSize">Rows a page of a job's results; null for the synchronous query, which has no pages.</param>
    public ReadOnlyMemory<byte> Write(int? pageSize = null) => JsonBody.Write(json =>
    {
        json.WriteString("interval", PlatformPaths.Interval(Start, End));
        if (Granularity is { } granularity)
        {
            json.WriteString("granularity", XmlConvert.ToString(granularity));
        }

        JsonBody.WriteList(json, "groupBy", GroupBy);
        JsonBody.WriteList(json, "metrics", Metrics);
        if (ConversationIds is not null || TopicIds is not null || SurveyForms is not null)
        {
            json.WriteStartObject("filter");
            json.WriteString("type", "and");
            json.WriteStartArray("clauses");
            WriteClause(json, ConversationIds, static _ => "conversationId");
            WriteClause(json, TopicIds, static _ => "topicId");
            WriteClause(json, SurveyForms, static form => Guid.TryParse(form, out _) ? "surveyFormContextId" : "surveyFormName");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (pageSize is { } size)
        {
            json.WriteNumber("pageSize", size);
        }
    });

    // The API has no 'in': any of several values is an 'or' of one predicate each.
    private static void WriteClause(Utf8JsonWriter json, IReadOnlyList<string>? values, Func<string, string> dimensionOf)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "or");
        json.WriteStartArray("predicates");
        foreach (string value in values)
        {
            json.WriteStartObject();
            json.WriteString("type", "dimension");
            json.WriteString("dimension", dimensionOf(value));
            json.WriteString("operator", "matches");
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
