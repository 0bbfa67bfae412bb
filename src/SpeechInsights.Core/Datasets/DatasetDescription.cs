using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SpeechInsights.Auditing;
using SpeechInsights.Files;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Datasets;

/// <summary>What the rows of a dataset have in common: the query without its window, the survey forms that count, and the scale.</summary>
internal sealed record DatasetDescription
{
    private const int Format = 1;
    private const int MaximumBytes = 256 * 1024;

    public required DatasetFormat Rows { get; init; }

    public required string? Model { get; init; }

    public required IReadOnlyList<string>? Topics { get; init; }

    public required double? MinimumSentiment { get; init; }

    public required TimeSpan Interval { get; init; }

    public required IReadOnlyList<InsightMetric> Metrics { get; init; }

    public required IReadOnlyList<InsightGrouping> Groupings { get; init; }

    public required bool HasDetail { get; init; }

    public required bool HasNames { get; init; }

    public IReadOnlyList<string>? SurveyForms { get; init; }

    /// <summary>The scale of the scores; null as long as no row has one.</summary>
    public string? Scale { get; init; }

    /// <summary>Stands for all but the scale, which may come later: SHA-256, 64 hexadecimal digits.</summary>
    public string Digest => Convert.ToHexString(SHA256.HashData((this with { Scale = null }).Write(withVersion: false).Span)).ToLowerInvariant();

    public static DatasetDescription Of(InsightQuery query, IReadOnlyList<string>? surveyForms, DatasetFormat format) => new()
    {
        Rows = format,
        Model = query.ModelId,
        Topics = query.Topic is null ? null : [.. query.Topic.Order(StringComparer.Ordinal)],
        MinimumSentiment = query.MinimumSentiment,
        Interval = query.Interval,
        Metrics = [.. query.Metric.Order()],
        Groupings = [.. query.GroupBy.Order()],
        HasDetail = query.IncludeDetail,
        HasNames = !query.NoName,
        SurveyForms = surveyForms is null ? null : [.. surveyForms.Distinct().Order(StringComparer.Ordinal)],
    };

    /// <returns>Null where the root has none.</returns>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static DatasetDescription? Read(string root) => DatasetJson.Read(PathOf(root), MaximumBytes, json =>
    {
        DatasetVersion.Check(json, Format, PathOf(root));
        return new DatasetDescription
        {
            Rows = EnumName.Read<DatasetFormat>(json.GetProperty("rows").GetString()),
            Model = json.GetProperty("model").GetString(),
            Topics = ReadList(json, "topics"),
            MinimumSentiment = ReadNumber(json, "minimumSentiment"),
            Interval = TimeSpan.ParseExact(DatasetJson.Text(json.GetProperty("interval")), "c", CultureInfo.InvariantCulture),
            Metrics = [.. ReadList(json, "metrics")!.Select(EnumName.Read<InsightMetric>)],
            Groupings = [.. ReadList(json, "groupings")!.Select(EnumName.Read<InsightGrouping>)],
            HasDetail = json.GetProperty("detail").GetBoolean(),
            HasNames = json.GetProperty("names").GetBoolean(),
            SurveyForms = ReadList(json, "surveyForms"),
            Scale = json.GetProperty("scale").GetString() is { } scale ? new CsatScale(scale).ToString() : null,
        };
    });

    public static string PathOf(string root) => Path.Combine(root, "_dataset.json");

    public ReadOnlyMemory<byte> Write(bool withVersion = true) => JsonBody.Write(json =>
    {
        json.WriteNumber("format", Format);
        json.WriteString("rows", Rows.ToString());
        json.WriteString("model", Model);
        WriteList(json, "topics", Topics);
        if (MinimumSentiment is { } minimum)
        {
            json.WriteNumber("minimumSentiment", minimum);
        }
        else
        {
            json.WriteNull("minimumSentiment");
        }

        json.WriteString("interval", Interval.ToString("c", CultureInfo.InvariantCulture));
        WriteList(json, "metrics", Metrics.Select(static metric => metric.ToString()));
        WriteList(json, "groupings", Groupings.Select(static grouping => grouping.ToString()));
        json.WriteBoolean("detail", HasDetail);
        json.WriteBoolean("names", HasNames);
        WriteList(json, "surveyForms", SurveyForms);
        json.WriteString("scale", Scale);
        if (withVersion)
        {
            json.WriteString("moduleVersion", AuditLine.ModuleVersion);
        }
    });

    /// <summary>What differs, in words; null where nothing does.</summary>
    public string? Differs(DatasetDescription other) =>
        Rows != other.Rows ? $"{other.Rows} files, not {Rows}"
        : Model != other.Model ? $"the model {DisplayText.Clean(other.Model ?? "(none)", 100)}, not {DisplayText.Clean(Model ?? "(none)", 100)}"
        : !Same(Topics, other.Topics) ? "other topics"
        : MinimumSentiment != other.MinimumSentiment ? "another -MinimumSentiment"
        : Interval != other.Interval ? $"an interval of {other.Interval}, not {Interval}"
        : !Metrics.SequenceEqual(other.Metrics) ? $"the metrics {string.Join(", ", other.Metrics)}"
        : !Groupings.SequenceEqual(other.Groupings) ? $"the groupings {string.Join(", ", other.Groupings)}"
        : HasDetail != other.HasDetail ? $"rows {(other.HasDetail ? "with" : "without")} -IncludeDetail"
        : HasNames != other.HasNames ? $"rows {(other.HasNames ? "with" : "without")} names"
        : !Same(SurveyForms, other.SurveyForms) ? "other survey forms"
        : Scale is not null && other.Scale is not null && Scale != other.Scale ? $"scores of {other.Scale}, not {Scale}"
        : null;

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => (one, other) is (null, null) || (one is not null && other is not null && one.SequenceEqual(other));

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
        }
        else
        {
            JsonBody.WriteList(json, name, values);
        }
    }

    private static double? ReadNumber(JsonElement json, string name) =>
        json.GetProperty(name).ValueKind == JsonValueKind.Null ? null
        : json.GetProperty(name).GetDouble() is var number && double.IsFinite(number) ? number
        : throw new FormatException("A number is too large.");

    private static string[]? ReadList(JsonElement json, string name) =>
        json.GetProperty(name).ValueKind == JsonValueKind.Null ? null : [.. json.GetProperty(name).EnumerateArray().Select(DatasetJson.Text)];
}
