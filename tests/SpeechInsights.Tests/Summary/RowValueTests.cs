using System.Globalization;
using System.Text;
using SpeechInsights.Api.Summary;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Summary;

/// <summary>The values of rows at the edges of what is read by shape, and the pages that they stand in.</summary>
public sealed class RowValueTests
{
    private static readonly DateTimeOffset s_time = new(2026, 10, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "m", StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.UnixEpoch.AddDays(1) }, ApiProfile.Summary);

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.5", true)]
    [InlineData("123456789012345678901234", true)]
    [InlineData("1234567890123456789012345", false)]
    [InlineData("0.1234567890123456789012", true)]
    [InlineData("0.12345678901234567890123", false)]
    [InlineData("-", false)]
    [InlineData("01", false)]
    [InlineData("-01", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1e2", false)]
    [InlineData("+1", false)]
    public void A_plain_number_matches(string number, bool matches) => Assert.Equal(matches, Match("""{"groupId":"a","x":1}""", $$"""{"groupId":"a","x":{{number}}}"""));

    [Theory]
    [InlineData(0, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_short_text_matches(int length, bool matches) => Assert.Equal(matches, Match("""{"groupId":"a"}""", $$"""{"groupId":"{{new string('x', length)}}"}"""));

    [Theory]
    [InlineData(" ~", true)]
    [InlineData("\u007f", false)]
    [InlineData("é", false)]
    [InlineData("\\u0041", false)]
    [InlineData("\t", false)]
    public void A_plain_text_matches(string text, bool matches) => Assert.Equal(matches, Match("""{"groupId":"a"}""", $$"""{"groupId":"{{text}}"}"""));

    [Fact]
    public void A_shape_matches_to_its_last_byte()
    {
        byte[] row = """{"groupId":"abc","x":12}"""u8.ToArray();
        RowShape shape = RowShapeReader.Read(row)!;
        Span<(int Start, int End)> found = stackalloc (int, int)[RowShape.FieldCount];
        Assert.True(shape.TryMatch(row, found, out int length));
        Assert.Equal(row.Length, length);
        Assert.Equal((12, 15), found[(int)RowField.GroupId]);
        for (int cut = 0; cut < row.Length; cut++)
        {
            Assert.False(shape.TryMatch(row.AsSpan(0, cut), found, out length));
            Assert.Equal(0, length);
        }
    }

    [Fact]
    public void Every_value_is_found_in_its_place()
    {
        byte[] row = """{"groupId":"a","count":0,"groupBy":{"groupId":"no","time":"t","agentId":"g"},"byMetric":{"count":9,"speechAnalytics":{"count":1,"sum":2,"avg":3,"x":0},"sentiment":{"count":4,"sum":5,"avg":6},"csat":{"count":7,"sum":8,"avg":9}}}"""u8.ToArray();
        RowShape shape = RowShapeReader.Read(row)!;
        (int Start, int End)[] found = new (int, int)[RowShape.FieldCount];
        Assert.True(shape.TryMatch(row, found, out _));
        RowField[] fields = [.. Enum.GetValues<RowField>().Where(static field => field != RowField.None)];
        Assert.Equal(["a", "t", "g", "1", "2", "3", "4", "5", "6", "7", "8", "9"], fields.Select(field => Encoding.ASCII.GetString(row[found[(int)field].Start..found[(int)field].End])));
        Assert.All(Enum.GetValues<RowPlace>().Where(static place => place != RowPlace.Other), place => Assert.True(shape.Has(place)));
        RowShape bare = RowShapeReader.Read("""{"groupId":"a","groupBy":{}}"""u8)!;
        Assert.Equal([RowPlace.Row, RowPlace.Group], Enum.GetValues<RowPlace>().Where(bare.Has));
    }

    [Theory]
    [InlineData("""{"groupId":"a","groupId":"b"}""")]
    [InlineData("""{"groupId":"a","groupBy":{},"groupBy":{}}""")]
    [InlineData("""{"groupId":"a","group\u0042y":{}}""")]
    public void What_is_better_read_token_by_token_has_no_shape(string row) => Assert.Null(RowShapeReader.Read(Encoding.UTF8.GetBytes(row)));

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void A_shape_has_at_most_24_values(int values, bool hasShape) => Assert.Equal(
        hasShape, RowShapeReader.Read(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, values).Select(static i => $"\"x{i}\":{i}")) + "}")) is not null);

    [Fact]
    public void Shapes_that_differ_in_anything_are_two()
    {
        RowShape shape = RowShapeReader.Read("""{"groupId":"a","x":1}"""u8)!;
        Assert.True(shape.IsSame(RowShapeReader.Read("""{"groupId":"other","x":-2.5}"""u8)!));
        Assert.False(shape.IsSame(RowShapeReader.Read("""{"groupId":"a","y":1}"""u8)!));
        Assert.False(shape.IsSame(RowShapeReader.Read("""{"groupId":"a","x":"1"}"""u8)!));
        Assert.False(shape.IsSame(RowShapeReader.Read("""{"groupId":"a","x":1 }"""u8)!));
        Assert.False(shape.IsSame(RowShapeReader.Read("""{"groupId":"a"}"""u8)!));
    }

    [Fact]
    public void A_shape_is_kept_once_and_there_is_an_end_to_learning()
    {
        RowShapes shapes = new(2);
        shapes.Learn("""{"groupId":"a"}"""u8);
        shapes.Learn("""{"groupId":"b"}"""u8);
        shapes.Learn("""{"groupId":"\u0041"}"""u8);
        Assert.Single(shapes.Known);
        for (int i = 0; i < 14; i++)
        {
            shapes.Learn("""{"groupId":"a","groupId":"b"}"""u8);
        }

        shapes.Learn("""{"groupId":"b","x":1}"""u8);
        Assert.Single(shapes.Known);
        RowShapes patient = new(2);
        for (int i = 0; i < 15; i++)
        {
            patient.Learn("""{"groupId":"a","groupId":"b"}"""u8);
        }

        patient.Learn("""{"groupId":"b","x":1}"""u8);
        Assert.Single(patient.Known);
        RowShapes none = new(0);
        none.Learn("""{"groupId":"a"}"""u8);
        Assert.Empty(none.Known);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("-0")]
    [InlineData("-12.5")]
    [InlineData("9007199254740991")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("0.12345678901234")]
    [InlineData("0.123456789012345")]
    [InlineData("-0.12345678901234")]
    [InlineData("1234567.89012345")]
    [InlineData("123456789012345678901234")]
    public void A_number_read_by_its_shape_is_the_nearest_double(string number)
    {
        string row = """{"groupId":"b","byMetric":{"speechAnalytics":{"count":1,"sum":#},"sentiment":{"count":1,"avg":#}}}""".Replace("#", number, StringComparison.Ordinal);
        double expected = double.Parse(number, CultureInfo.InvariantCulture);
        Assert.All(Read(row, row).Rows, found => Assert.Equal((expected, expected), (found.SpeechAnalytics!.Value.Sum!.Value, found.SentimentAverage!.Value)));
        Assert.All(Scores("""{"groupId":"b","byMetric":{"csat":{"avg":#}}}""".Replace("#", number, StringComparison.Ordinal)), found => Assert.Equal(expected, found.Csat));
    }

    [Theory]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("12.0", 12)]
    [InlineData("0", 0)]
    public void A_count_is_whole(string count, long expected)
    {
        string row = """{"groupId":"b","byMetric":{"sentiment":{"count":#,"avg":1}}}""".Replace("#", count, StringComparison.Ordinal);
        Assert.All(Read(row, row).Rows, found => Assert.Equal(expected, found.Sentiment!.Value.Count));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    public void A_count_that_is_none_is_refused_by_shape_too(string count)
    {
        string good = """{"groupId":"b","byMetric":{"sentiment":{"count":1}}}""";
        string bad = good.Replace(":1}", $":{count}}}", StringComparison.Ordinal);
        Assert.Equal("count is not of the expected kind", Assert.Throws<FormatException>(() => Read(good, good, bad)).Message);
        Assert.Equal("count is not of the expected kind", Assert.Throws<FormatException>(() => Scores(good.Replace("sentiment", "csat", StringComparison.Ordinal), bad.Replace("sentiment", "csat", StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void Rows_by_shape_have_all_of_their_values()
    {
        const string Full = """{"groupId":"i-#","groupBy":{"time":"2026-10-02T09:00:00.000Z","agentId":"a-#"},"byMetric":{"speechAnalytics":{"count":#,"sum":1.5},"sentiment":{"count":2,"avg":-0.25}}}""";
        string[] rows = [.. Enumerable.Range(1, 4).Select(static i => Full.Replace("#", $"{i}", StringComparison.Ordinal)), """{"groupId":"x","byMetric":{"sentiment":{}}}""", """{"groupId":"x","byMetric":{"sentiment":{}}}""", """{"groupId":"x"}"""];
        SpeechInsight[] read = [.. Read(rows).Rows];
        for (int i = 1; i <= 4; i++)
        {
            SpeechInsight row = read[i - 1];
            Assert.Equal(($"i-{i}", $"a-{i}", s_time, i, 1.5, 2, -0.25), (row.InteractionId, row.AgentId, row.Timestamp, row.SpeechAnalytics!.Value.Count, row.SpeechAnalytics.Value.Sum, row.Sentiment!.Value.Count, row.SentimentAverage));
        }

        Assert.Equal([0, 0, null], read[4..].Select(static row => row.Sentiment?.Count));
        Assert.All(read[4..], static row => Assert.Equal((null, null, null, null), (row.AgentId, row.Timestamp, row.SpeechAnalytics, row.SentimentAverage)));
    }

    [Fact]
    public void Scores_are_read_whatever_stands_beside()
    {
        const string Plain = """{"groupId":"i-1","byMetric":{"csat":{"count":2,"avg":4.5}}}""";
        CsatScore[] scores =
        [
            .. Scores(
                Plain, Plain, """{"more":1,"byMetric":{"other":{"avg":1},"csat":{"avg":3}},"groupId":"i-2"}""", """{"groupId":"i-3","byMetric":{"csat":{"count":7}}}""",
                """{"groupId":"i-4","byMetric":{"csat":null}}""", """{"groupId":"i-5","byMetric":null}""", """{"groupId":"i-6"}""", """{"groupId":"i-6"}"""),
        ];
        Assert.Equal(
            [("i-1", 4.5, 2L), ("i-1", 4.5, 2), ("i-2", 3, 1), ("i-3", null, 0), ("i-4", null, 0), ("i-5", null, 0), ("i-6", null, 0), ("i-6", null, 0)],
            scores.Select(static score => (score.InteractionId, score.Csat, score.SurveyCount)));
    }

    [Theory]
    [InlineData("""{"groupId":""}""", "groupId")]
    [InlineData("{}", "groupId")]
    [InlineData("""{"groupId":"a","byMetric":7}""", "byMetric")]
    [InlineData("""{"groupId":"a","byMetric":{"csat":7}}""", "csat")]
    public void A_score_that_is_none_is_refused_by_name(string row, string name)
    {
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => Scores(row)).Message);
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => Scores("""{"groupId":"a"}""", row)).Message);
    }

    [Theory]
    [InlineData("""{"groupId":"a","groupBy":7}""", "groupBy")]
    [InlineData("""{"groupId":"a","groupBy":{"agentId":7}}""", "agentId")]
    [InlineData("""{"groupId":"a","groupBy":{"time":7}}""", "time")]
    [InlineData("""{"groupId":"a","byMetric":7}""", "byMetric")]
    [InlineData("""{"groupId":"a","byMetric":{"sentiment":7}}""", "sentiment")]
    [InlineData("""{"groupId":"a","byMetric":{"speechAnalytics":[]}}""", "speechAnalytics")]
    [InlineData("""{"groupId":"a","byMetric":{"sentiment":{"avg":"1"}}}""", "avg")]
    [InlineData("""{"groupId":"a","byMetric":{"sentiment":{"sum":[]}}}""", "sum")]
    [InlineData("""{"groupId":"a\u202e"}""", "groupId")]
    [InlineData("7", "byGroup")]
    [InlineData("null", "byGroup")]
    public void A_row_that_is_none_is_refused_by_name(string row, string name) =>
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => Read(row)).Message);

    [Theory]
    [InlineData("""{"totalCount":0}""", 0L, null)]
    [InlineData("""{"byGroup":null,"totalCount":0,"pageSize":50}""", 0L, 50)]
    [InlineData("""{"more":[],"pageSize":null,"totalCount":7,"byGroup":[]}""", 7L, null)]
    [InlineData("""{"pageSize":1.5,"byGroup":[],"totalCount":1}""", 1L, null)]
    [InlineData("""{"pageSize":"50","byGroup":[],"totalCount":1}""", 1L, null)]
    public void A_page_says_how_much_there_is(string body, long total, int? size)
    {
        Page<SpeechInsight> page = Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal((total, size, 0, 0), (page.Total, page.Size, page.Rows.Count, page.Keys.Count));
    }

    [Theory]
    [InlineData("""{"byGroup":[]}""", "totalCount is missing")]
    [InlineData("""{"totalCount":1}""", "byGroup is missing")]
    [InlineData("""{"byGroup":null,"totalCount":1}""", "byGroup is missing")]
    [InlineData("""{"byGroup":{},"totalCount":0}""", "byGroup is not of the expected kind")]
    [InlineData("""{"byGroup":[],"totalCount":-1}""", "totalCount is not of the expected kind")]
    [InlineData("""{"byGroup":[],"totalCount":null}""", "totalCount is not of the expected kind")]
    [InlineData("[]", "the answer is not of the expected kind")]
    public void A_page_that_is_none_says_what_is_missing(string body, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(body))).Message);

    [Fact]
    public void A_key_is_of_interaction_agent_and_time()
    {
        string[] rows =
        [
            """{"groupId":"a","groupBy":{"agentId":"x","time":"2026-10-02T09:00:00Z"}}""", """{"groupId":"b","groupBy":{"agentId":"x","time":"2026-10-02T09:00:00Z"}}""",
            """{"groupId":"a","groupBy":{"agentId":"y","time":"2026-10-02T09:00:00Z"}}""", """{"groupId":"a","groupBy":{"agentId":"x","time":"2026-10-02T10:00:00Z"}}""",
            """{"groupId":"a","groupBy":{"agentId":"x"}}""", """{"groupId":"a"}""",
        ];
        Assert.Equal(rows.Length, Read(rows).Keys.Distinct().Count());
        Assert.Equal(Read(rows).Keys, rows.SelectMany(static row => Read(row).Keys));
    }

    private static bool Match(string known, string row)
    {
        Span<(int Start, int End)> found = stackalloc (int, int)[RowShape.FieldCount];
        byte[] text = Encoding.UTF8.GetBytes(row);
        return RowShapeReader.Read(Encoding.UTF8.GetBytes(known))!.TryMatch(text, found, out int length) && length == text.Length;
    }

    private static Page<SpeechInsight> Read(params string[] rows) => Read(Page(rows));

    private static Page<SpeechInsight> Read(byte[] body) => SummaryPage.Read<SpeechInsight, InsightRowReader>(body, new InsightRowReader(s_query, new TextPool()), new RowShapes(), 100);

    private static IReadOnlyList<CsatScore> Scores(params string[] rows) => SummaryPage.Read<CsatScore, CsatRowReader>(Page(rows), default, new RowShapes(), 100).Rows;

    private static byte[] Page(string[] rows) => Encoding.UTF8.GetBytes("{\"byGroup\":[" + string.Join(',', rows) + $"],\"totalCount\":{rows.Length}}}");
}
