using System.Text;
using SpeechInsights.Datasets;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Datasets;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads a dataset's files, which may have been cut, and what Import-InsightDataset reads, which anybody may have made.</summary>
internal static class DatasetTargets
{
    // Beyond it a field may be longer than those of comma-separated values.
    private const int LongestWrittenAgain = 32 * 1024;

    private static readonly string[] s_lines =
    [
        """{"interaction_id":"c-1","interaction_uri_template":"https://apps.contoso.com/a/{id}/b","agent_id":"u-1","agent_name":"Ann","timestamp":"2026-10-19T08:00:00.123456Z","speech_analytics_count":3,"speech_analytics_sum":4.5,"sentiment_count":12,"sentiment_average":0.75,"queue_id":"q","silence_time":12.5,"total_time":60,"csat":4,"csat_scale":"1..5","survey_count":1,"net_promoter_score":-50,"model_id":"m","query_start":"2026-10-19T00:00:00.000000Z","query_end":"2026-10-20T00:00:00.000000Z"}""" + "\n",
        """{"interaction_id":"c-2","agent_id":null,"later":{"a":[1]},"query_start":"2026-10-19T00:00:00.000000Z","query_end":"2026-10-20T00:00:00.000000Z"}""" + "\r\n",
    ];

    private static readonly string[] s_csv =
    [
        "interaction_id,agent_id,topic_name,later,timestamp,sentiment_count,sentiment_average,silence_time,csat,csat_scale,survey_count,model_id,query_start,query_end\r\n"
            + "c-1,u-1,\"a \"\"b\"\", c\r\nd\",x,2026-10-19T08:00:00.123456Z,12,0.75,12.5,4,1..5,1,m,2026-10-19T00:00:00.000000Z,2026-10-20T00:00:00.000000Z\r\n"
            + "c-2,'=1+1,\"\",,,,,,,,,,2026-10-19T00:00:00.000000Z,2026-10-20T00:00:00.000000Z\r\n",
        "interaction_id,query_start,query_end\n\nc-3,2026-10-19T00:00:00.000000Z,2026-10-20T00:00:00.000000Z\n",
    ];

    // A column of each kind with values, some without any, and more rows than one.
    public static readonly byte[][] Parquet =
    [
        Write(Read(Encoding.UTF8.GetBytes(string.Concat(s_lines)), DatasetFormat.JsonLines), DatasetFormat.Parquet),
        Write(Read(Encoding.UTF8.GetBytes(s_csv[0]), DatasetFormat.Csv), DatasetFormat.Parquet),
    ];

    public static readonly DayPlace Day = new("/root", "o-1", new DateOnly(2026, 10, 19), DatasetFormat.Csv);

    private static readonly DatasetManifest s_manifest = new()
    {
        Organization = Day.Organization,
        Day = Day.Day,
        File = Day.FileName,
        Rows = 12,
        Rated = 3,
        Bytes = 4567,
        Sha256 = new string('0', 64),
        Query = new string('1', 64),
        ReadAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
        FinalAfter = null,
        RunId = new Guid("0b7e8c7e-3d1f-4a53-9a31-111111111111"),
    };

    private static readonly DatasetDescription s_description = new()
    {
        Rows = DatasetFormat.Csv,
        Model = "m",
        Topics = ["a", "b"],
        MinimumSentiment = 0.5,
        Interval = TimeSpan.FromHours(1),
        Metrics = [InsightMetric.Sentiment],
        Groupings = [InsightGrouping.InteractionId, InsightGrouping.AgentId],
        HasDetail = true,
        HasNames = false,
        SurveyForms = null,
        Scale = "1..5",
    };

    private static readonly Predicate<Exception> s_refusal = Refusal.Api("DatasetInvalid");

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            OneFile manifest = new("_manifest.json");
            OneFile description = new("_dataset.json");
            return
            [
                FuzzTarget.Of("dataset rows, JSON Lines", s_lines, static input => ReadTwice(input, DatasetFormat.JsonLines), Check, s_refusal),
                FuzzTarget.Of("dataset rows, CSV", s_csv, static input => ReadTwice(input, DatasetFormat.Csv), Check, s_refusal),
                // The library makes room for as many bytes as a damaged length says before it finds that they are not there.
                FuzzTarget.Of("dataset rows, Parquet", Parquet, static input => ReadTwice(input, DatasetFormat.Parquet), Check, s_refusal) with { MaximumBytes = int.MaxValue },
                FuzzTarget.Of("dataset manifest", [Text(s_manifest.Write())], input => manifest.Use(input, static path => DatasetManifest.Read(path, Day)), Check, s_refusal),
                FuzzTarget.Of("dataset description", [Text(s_description.Write())], input => description.Use(input, static path => DatasetDescription.Read(Path.GetDirectoryName(path)!)), Check, s_refusal),
            ];
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    // What was read can be kept in either format, and is the same when it comes back.
    private static List<ScoredInsight>? ReadTwice(byte[] input, DatasetFormat format)
    {
        List<ScoredInsight> rows = Read(input, format);
        if (input.Length <= LongestWrittenAgain)
        {
            RowAssert.Equal(rows, Read(Write(rows, DatasetFormat.JsonLines), DatasetFormat.JsonLines));
            RowAssert.Equal(rows, Read(Write(rows, DatasetFormat.Csv), DatasetFormat.Csv));
            if (format == DatasetFormat.Parquet)
            {
                RowAssert.Equal(rows, Read(Write(rows, format), format));
            }
        }

        return rows.Count == 0 ? null : rows;
    }

    public static List<ScoredInsight> Read(byte[] input, DatasetFormat format)
    {
        using MemoryStream stream = new(input);
        List<ScoredInsight> rows = [];
        IAsyncEnumerator<IReadOnlyList<ScoredInsight>> batches = RowReader.ReadAsync(stream, format, "f", null, default).GetAsyncEnumerator();
        while (batches.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            rows.AddRange(batches.Current);
        }

        return rows;
    }

    private static byte[] Write(List<ScoredInsight> rows, DatasetFormat format)
    {
        using MemoryStream stream = new();
        RowWriter writer = RowWriter.CreateAsync(stream, format, default).GetAwaiter().GetResult();
        rows.ForEach(row => writer.Add(row));
        writer.CompleteAsync(default).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static void Check(List<ScoredInsight> rows)
    {
        foreach (ScoredInsight row in rows)
        {
            Assert.NotEmpty(row.InteractionId);
            Assert.DoesNotContain(RowAssert.Text(row), static c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'));
            Sane.Utc(row.Timestamp, "timestamp");
            Sane.Utc(row.QueryStart, "query_start");
            Sane.Figure(row.SentimentAverage, "sentiment_average");
            Sane.Figure(row.SpeechAnalytics?.Sum, "speech_analytics_sum");
            Sane.Figure(row.Csat, "csat");
            Sane.Figure(row.NetPromoterScore, "net_promoter_score");
            Sane.Count(row.Sentiment?.Count, "sentiment_count");
            Sane.Count(row.SurveyCount, "survey_count");
            Assert.True(row.CsatScale is null || double.IsFinite(row.CsatScale.Midpoint), "csat_scale has no middle");
        }
    }

    private static void Check(DatasetManifest manifest)
    {
        Assert.True(manifest.Rows >= 0 && manifest.Organization == Day.Organization && manifest.Day == Day.Day, "it is of another day");
        Assert.NotNull(manifest.Sha256);
        Assert.NotNull(manifest.Query);
        Sane.Utc(manifest.ReadAt, "readAt");
        Sane.Utc(manifest.FinalAfter, "finalAfter");
    }

    private static void Check(DatasetDescription description)
    {
        Assert.True(Enum.IsDefined(description.Rows), "rows is none");
        Assert.All(description.Metrics, static metric => Assert.True(Enum.IsDefined(metric)));
        Assert.All(description.Groupings, static grouping => Assert.True(Enum.IsDefined(grouping)));
        Assert.All(description.Topics ?? [], Assert.NotNull);
        Assert.All(description.SurveyForms ?? [], Assert.NotNull);
        Sane.Figure(description.MinimumSentiment, "minimumSentiment");
        Assert.Equal(64, description.Digest.Length);
        Sane.Label(s_description.Differs(description), "what differs");
    }
}
