using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Csat;

namespace SpeechInsights.Tests.Csat;

/// <summary>One case of fixtures/agreement.json: rows, and what make_fixtures.py computed from them without our code.</summary>
public sealed class AgreementCase
{
    private static readonly Lazy<Dictionary<string, AgreementCase>> s_all = new(Read);

    private readonly JsonElement _json;
    private readonly List<Row> _rows;

    private AgreementCase(JsonElement json)
    {
        _json = json;
        _rows = json.TryGetProperty("generated", out JsonElement count) ? Generate(count.GetInt32()) : ReadRows(json);
    }

    public static IEnumerable<string> Names => s_all.Value.Keys;

    internal IReadOnlyList<Row> Rows => _rows;

    internal JsonElement Expected => _json.GetProperty("expected");

    internal JsonElement Figures => _json.GetProperty("figures");

    internal JsonElement? Trend => _json.TryGetProperty("trend", out JsonElement trend) ? trend : null;

    public static AgreementCase Named(string name) => s_all.Value[name];

    internal InsightAccuracy Measure() => Measure(_rows);

    internal InsightAccuracy Measure(IEnumerable<Row> rows)
    {
        double sentimentThreshold = Number(_json, "sentimentThreshold") ?? AgreementMeter.DefaultSentimentThreshold;
        TimeSpan? interval = Number(_json, "intervalSeconds") is double seconds ? TimeSpan.FromSeconds(seconds) : null;
        AgreementMeter meter = new(sentimentThreshold, Number(_json, "csatThreshold"), interval);
        foreach (Row row in rows)
        {
            meter.Add(row.Sentiment, row.Csat, row.Time, row.Scale, row.Interaction);
        }

        return meter.Complete();
    }

    internal static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? Number(value) : null;

    internal static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    internal static DateTimeOffset Time(JsonElement value) =>
        DateTimeOffset.ParseExact(value.GetString()!, "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The formula of generated() in make_fixtures.py.</summary>
    private static List<Row> Generate(int count)
    {
        List<Row> rows = new(count);
        for (int i = 0; i < count; i++)
        {
            long a = (i * 7919L % 2001) - 1000;
            long b = (i * 104729L % 1201) - 600;
            rows.Add(new Row(a / 1000.0, 1 + (((2 * a) + (2 * b) + 3200) / 800 / 2.0), null, null, null));
        }

        return rows;
    }

    private static List<Row> ReadRows(JsonElement json)
    {
        CsatScale? scale = json.TryGetProperty("scale", out JsonElement ends)
            ? new CsatScale(ends[0].GetDouble(), ends[1].GetDouble())
            : null;
        JsonElement sentiment = json.GetProperty("sentiment");
        JsonElement csat = json.GetProperty("csat");
        List<Row> rows = [];
        for (int i = 0; i < sentiment.GetArrayLength(); i++)
        {
            DateTimeOffset? time = json.TryGetProperty("times", out JsonElement times) && times[i].ValueKind != JsonValueKind.Null
                ? Time(times[i])
                : null;
            string? interaction = json.TryGetProperty("interactions", out JsonElement interactions) ? interactions[i].GetString() : null;
            rows.Add(new Row(Number(sentiment[i]), Number(csat[i]), time, scale, interaction));
        }

        return rows;
    }

    private static Dictionary<string, AgreementCase> Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "fixtures", "agreement.json")));
        return document.RootElement.Clone().EnumerateArray()
            .ToDictionary(json => json.GetProperty("name").GetString()!, json => new AgreementCase(json), StringComparer.Ordinal);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    internal sealed record Row(double? Sentiment, double? Csat, DateTimeOffset? Time, CsatScale? Scale, string? Interaction);
}
