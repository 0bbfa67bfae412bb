using System.Text;
using System.Text.Json;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Summary;

/// <summary>Rows that are read by their shape are the rows that are read token by token; what is refused is refused by both.</summary>
public sealed class RowShapeTests
{
    private const string Row = """{"groupId":"a","groupName":"A","groupBy":{"time":"2026-10-02T09:00:00.000Z","agentId":"x"},"byMetric":{"speechAnalytics":{"count":3,"sum":1.5},"sentiment":{"count":2,"avg":-0.25}}}""";

    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "m", StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.UnixEpoch.AddDays(1) }, ApiProfile.Summary);

    public static TheoryData<string> Rows() =>
    [
        Row,
        """{"groupId":"b"}""",
        """{"groupId":"b","groupBy":null,"byMetric":null}""",
        """{"groupId":"b","groupBy":{},"byMetric":{"speechAnalytics":null,"sentiment":{}}}""",
        """{"groupId":"b","groupBy":{"agentId":null,"time":null},"byMetric":{"sentiment":{"avg":1}}}""",
        """{"groupId":"b","groupBy":{"agentId":""},"byMetric":{"sentiment":{"count":12.0,"avg":1e-2}}}""",
        """{"groupId":"esc\"aped\u00e9","byMetric":{"sentiment":{"avg":0.1234567890123456789}}}""",
        """{"groupId":"früh","groupBy":{"agentId":"ü"}}""",
        """{"groupId":"b","groupId":"c"}""",
        """{"groupBy":{"agentId":"x","agentId":null},"groupId":"b"}""",
        """{"groupId":"b","byMetric":{"sentiment":{"avg":1},"sentiment":null}}""",
        """{"groupId":"b","extra":{"groupId":"no","deep":[1,"two",{"three":true}]},"byMetric":{"sentiment":{"avg":-0}}}""",
        """{"groupId":"b","groupBy":{"time":"2026-10-02T11:30:00+02:30"}}""",
        """ { "groupId" : "b" , "byMetric" : { "speechAnalytics" : { "sum" : 123456789012345678901234567890 } } } """,
    ];

    public static TheoryData<string> Refused() =>
    [
        """{"groupId":""}""", """{"groupId":null}""", """{"groupId":7}""", """{"groupName":"b"}""",
        """{"groupId":"b","groupBy":{"time":"yesterday"}}""", """{"groupId":"b","groupBy":{"time":7}}""",
        """{"groupId":"b","byMetric":{"sentiment":{"count":-1}}}""", """{"groupId":"b","byMetric":{"sentiment":{"count":0.5}}}""",
        """{"groupId":"b","byMetric":{"sentiment":{"avg":1e999}}}""", """{"groupId":"b","byMetric":{"sentiment":{"avg":01}}}""",
        """{"groupId":"b","byMetric":{"sentiment":{"avg":1.}}}""", """{"groupId":"b","byMetric":{"sentiment":{"avg":.5}}}""",
        """{"groupId":"b","byMetric":{"sentiment":{"avg":-}}}""", """{"groupId":"b","byMetric":{"sentiment":{"avg":"1"}}}""",
        "{\"groupId\":\"b\n\"}", "{\"groupId\":\"b\u0007\"}", """{"groupId":"b" "byMetric":null}""", """{"groupId":"b",}""", "7", "null", "[]",
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reads_the_same(string row)
    {
        string page = Page(Row, Row, row, row, Row, row);
        RowShapes shapes = new();
        Assert.Equal(Read(page, new RowShapes(capacity: 0)), Read(page, shapes));
        Assert.NotEmpty(shapes.Known);

        // Now that every shape is known that can be.
        Assert.Equal(Read(page, new RowShapes(capacity: 0)), Read(page, shapes));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_the_same(string row)
    {
        string page = Page(Row, Row, Row, row, Row);
        Exception plain = Assert.ThrowsAny<Exception>(() => Read(page, new RowShapes(capacity: 0)));
        Exception shaped = Assert.ThrowsAny<Exception>(() => Read(page, new RowShapes()));
        Assert.True(plain is JsonException or FormatException);
        Assert.Equal(plain is JsonException, shaped is JsonException);
        Assert.Equal((plain as JsonException)?.BytePositionInLine, (shaped as JsonException)?.BytePositionInLine);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0} , ")]
    [InlineData("{0}{0}")]
    [InlineData("{0},{0},")]
    [InlineData("{0},,{0}")]
    [InlineData("{0},{0}")]
    [InlineData("{0}, {0}  ]} x")]
    public void Refuses_a_list_that_is_no_json(string list)
    {
        string body = "{\"totalCount\":3,\"byGroup\":[" + string.Join(',', Enumerable.Repeat(Row, 3)) + "," + list.Replace("{0}", Row, StringComparison.Ordinal);
        string end = list is "{0}" or "{0},{0}" ? "]" : "]}";
        JsonException plain = Assert.ThrowsAny<JsonException>(() => Read(body + end, new RowShapes(capacity: 0)));
        JsonException shaped = Assert.ThrowsAny<JsonException>(() => Read(body + end, new RowShapes()));
        Assert.Equal(plain.BytePositionInLine, shaped.BytePositionInLine);
    }

    [Fact]
    public void Reads_a_page_that_is_cut_anywhere_as_it_would_without_shapes()
    {
        byte[] page = Encoding.UTF8.GetBytes(Page(Row, Row, Row));
        RowShapes shapes = new();
        ReadBytes(page, shapes);
        for (int length = 0; length < page.Length; length++)
        {
            Assert.ThrowsAny<Exception>(() => ReadBytes(page[..length], shapes));
        }
    }

    [Fact]
    public void Numbers_are_the_nearest_double_to_their_text()
    {
        Random random = new(3);
        RowShapes shapes = new();
        for (int i = 0; i < 2_000; i++)
        {
            string number = (random.NextDouble() * Math.Pow(10, random.Next(-3, 12))).ToString($"F{random.Next(0, 14)}", System.Globalization.CultureInfo.InvariantCulture);
            string row = """{"groupId":"b","byMetric":{"sentiment":{"avg":#}}}""".Replace("#", (i % 2 == 0 ? "-" : "") + number, StringComparison.Ordinal);
            Assert.Equal(Read(Page(row, row), new RowShapes(capacity: 0)), Read(Page(row, row), shapes));
        }
    }

    [Fact]
    public Task What_prepares_the_readers_reads_its_own_page() => RowReaderWarmup.RunAsync();

    [Fact]
    public void Learns_no_more_shapes_than_it_has_room_for()
    {
        RowShapes shapes = new(capacity: 3);
        for (int i = 0; i < 50; i++)
        {
            string row = $$"""{"groupId":"b","field{{i}}":1}""";
            Assert.Equal(2, Read(Page(row, row), shapes).Count);
        }

        Assert.Equal(3, shapes.Known.Length);
    }

    private static string Page(params string[] rows) => $$"""{"byGroup":[{{string.Join(',', rows)}}],"pageSize":100,"offset":0,"totalCount":{{rows.Length}}}""";

    private static List<string> Read(string page, RowShapes shapes) => ReadBytes(Encoding.UTF8.GetBytes(page), shapes);

    private static List<string> ReadBytes(byte[] page, RowShapes shapes)
    {
        Page<SpeechInsight> read = SummaryPage.Read<SpeechInsight, InsightRowReader>(page, new InsightRowReader(s_query, new TextPool()), shapes, 100);
        return [.. read.Rows.Select((row, i) => FormattableString.Invariant(
            $"{row.InteractionId}|{row.AgentId ?? "-"}|{row.Timestamp:O}|{row.SpeechAnalytics}|{row.Sentiment}|{row.SentimentAverage:R}|{read.Keys[i]}"))];
    }
}
