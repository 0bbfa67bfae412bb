using System.Text.Json;
using System.Xml;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The body of an aggregates query, read after it was checked against its shape.</summary>
internal sealed class AggregateRequest
{
    public const int DefaultPageSize = 100;
    public const int MaximumPageSize = 10_000;

    private static readonly string[] s_notModelled = ["views", "sortMetric", "limit", "timeZone", "flattenMultivaluedDimensions"];

    public AggregateRequest(JsonElement body)
    {
        foreach (string name in s_notModelled)
        {
            if (body.TryGetProperty(name, out _))
            {
                throw PlatformRefusal.NotModelled(name);
            }
        }

        if (TextOf(body, "queryType") is { } type && type != "groupBy")
        {
            throw PlatformRefusal.NotModelled(type);
        }

        (Start, End) = ShapeCheck.ReadInterval(body.GetProperty("interval").GetString()!, "interval");
        Granularity = ReadGranularity(body);
        GroupBy = ListOf(body, "groupBy");
        Metrics = ListOf(body, "metrics");
        Filter = FactFilter.Read(body.TryGetProperty("filter", out JsonElement filter) ? filter : default);
        ByCreation = TextOf(body, "alternateTimeDimension") == "surveyCreatedDate";
        PageSize = body.TryGetProperty("pageSize", out JsonElement size) ? size.GetInt32() : DefaultPageSize;
    }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>The length of a bucket; null makes one of the whole interval.</summary>
    public TimeSpan? Granularity { get; }

    public IReadOnlyList<string> GroupBy { get; }

    public IReadOnlyList<string> Metrics { get; }

    public FactFilter Filter { get; }

    public bool ByCreation { get; }

    public int PageSize { get; }

    private static TimeSpan? ReadGranularity(JsonElement body)
    {
        if (TextOf(body, "granularity") is not { } text)
        {
            return null;
        }

        try
        {
            TimeSpan granularity = XmlConvert.ToTimeSpan(text);
            return granularity >= TimeSpan.FromMinutes(1) ? granularity : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw PlatformRefusal.Bad("granularity", $"[{text}] is not a period of at least a minute.");
        }
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static IReadOnlyList<string> ListOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(static item => item.GetString()!)] : [];
}
