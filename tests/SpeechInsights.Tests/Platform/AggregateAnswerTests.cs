using System.Text;
using System.Text.Json;
using SpeechInsights.Api.Platform;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Aggregates as the server may write them: with nulls, unknown properties and in any order.</summary>
public sealed class AggregateAnswerTests
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AggregateQuery s_query = new() { Start = s_start, End = s_start.AddDays(1), GroupBy = ["conversationId", "userId"], Metrics = ["a", "b"] };

    [Theory]
    [InlineData("""{"results":null}""")]
    [InlineData("""{}""")]
    [InlineData("""{"results":[],"cursor":null,"systemToleranceMs":0,"more":{"results":[1]}}""")]
    [InlineData("""{"cursor":"","results":[]}""")]
    public void An_answer_without_groups_has_none(string body)
    {
        AggregatePage page = Read(body);
        Assert.Empty(page.Groups);
        Assert.Null(page.Cursor);
    }

    [Fact]
    public void Groups_are_read_whatever_the_order_and_what_stands_beside()
    {
        AggregatePage page = Read("""
            {"more":[{"x":1}],"cursor":"next","results":[
              {"data":[{"more":{"metrics":[]},"metrics":[{"more":[],"stats":{"more":1,"countNegative":2,"countPositive":3,"sum":4.5,"count":6},"metric":"b"}],"interval":"2026-10-01T02:00:00.000Z/2026-10-01T03:00:00.000Z"},
                       {"metrics":[{"metric":"b","stats":{"count":1,"sum":null}},{"metric":"a","stats":null},{"metric":"other","stats":{"count":99}},{"metric":7,"stats":{"count":99}},{"stats":{"count":99}}],"interval":"2026-10-01T01:00:00.000Z/2026-10-01T02:00:00.000Z"}],
               "more":true,"group":{"more":{"conversationId":"no"},"userId":"u-1","conversationId":"c-1"}},
              {"group":{"conversationId":"c-2","userId":null},"data":null},
              {"group":null,"data":[]},
              {}],"end":1}
            """);
        Assert.Equal("next", page.Cursor);
        Assert.Equal(["c-1", "c-2", "", ""], page.Groups.Select(static group => group.ConversationId));
        Assert.Equal(["c-1", "u-1"], page.Groups[0].Dimensions.ToArray());
        Assert.Equal(["c-2", null], page.Groups[1].Dimensions.ToArray());
        Assert.Equal(s_start.AddHours(1), page.Groups[0].FirstBucket);
        MetricFigures a = page.Groups[0].Figures[0];
        MetricFigures b = page.Groups[0].Figures[1];
        Assert.Equal((true, 0L, 0d), (a.Has, a.Count, a.Sum));
        Assert.Equal((true, 7L, 4.5, 3, 2), (b.Has, b.Count, b.Sum, b.Positive, b.Negative));
        Assert.False(page.Groups[1].Figures[0].Has);
        Assert.Null(page.Groups[1].FirstBucket);
    }

    [Theory]
    [InlineData("\"2026-10-01T02:00:00.000Z/2026-10-01T03:00:00.000Z\"", 2)]
    [InlineData("\"2026-10-01T02:00:00/2026-10-01T03:00:00\"", 2)]
    [InlineData("\"2026-10-01T04:00:00+02:00/x\"", 2)]
    [InlineData("\"2026-10-01T02:00:00.000Z\"", null)]
    [InlineData("\"/2026-10-01T02:00:00.000Z\"", null)]
    [InlineData("\"yesterday/today\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_bucket_starts_at_the_first_half_of_its_interval(string interval, int? hour) => Assert.Equal(
        hour is { } at ? s_start.AddHours(at) : null,
        Read($$"""{"results":[{"group":{"conversationId":"c"},"data":[{"interval":{{interval}} }]}]}""").Groups[0].FirstBucket);

    [Fact]
    public void Rows_of_one_bucket_and_of_others_each_have_their_own_start()
    {
        string[] intervals = ["02:00", "02:00", "\"x\"", "null", "02:00", "03:00", "02:00"];
        string results = string.Join(',', intervals.Select(static interval => """{"data":[{"interval":""" + (interval.EndsWith("00", StringComparison.Ordinal) ? $"\"2026-10-01T{interval}:00Z/P\"" : interval) + "}]}"));
        Assert.Equal(
            [2, 2, null, null, 2, 3, 2],
            Read("{\"results\":[" + results + "]}").Groups.Select(static group => group.FirstBucket?.Hour));
    }

    [Theory]
    [InlineData("7", "the answer")]
    [InlineData("[]", "the answer")]
    [InlineData("""{"results":7}""", "results")]
    [InlineData("""{"results":{}}""", "results")]
    [InlineData("""{"results":[null]}""", "results")]
    [InlineData("""{"results":[[]]}""", "results")]
    [InlineData("""{"results":[{"group":7}]}""", "group")]
    [InlineData("""{"results":[{"group":{"conversationId":7}}]}""", "conversationId")]
    [InlineData("""{"results":[{"group":{"conversationId":"\u202e"}}]}""", "conversationId")]
    [InlineData("""{"results":[{"group":{"userId":7}}]}""", "userId")]
    [InlineData("""{"results":[{"data":7}]}""", "data")]
    [InlineData("""{"results":[{"data":[7]}]}""", "data")]
    [InlineData("""{"results":[{"data":[{"interval":7}]}]}""", "interval")]
    [InlineData("""{"results":[{"data":[{"metrics":null}]}]}""", "metrics")]
    [InlineData("""{"results":[{"data":[{"metrics":[7]}]}]}""", "metrics")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":7}]}]}]}""", "stats")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":{"count":null}}]}]}]}""", "count")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":{"count":-1}}]}]}]}""", "count")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":{"countPositive":1.5}}]}]}]}""", "countPositive")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":{"countNegative":"1"}}]}]}]}""", "countNegative")]
    [InlineData("""{"results":[{"data":[{"metrics":[{"stats":{"sum":"1"}}]}]}]}""", "sum")]
    [InlineData("""{"cursor":7}""", "cursor")]
    public void What_is_of_another_kind_is_refused_by_name(string body, string name) =>
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => Read(body)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("""{"results":[]""")]
    [InlineData("""{"results":[]} x""")]
    [InlineData("""{"results":[{"group":{}]}""")]
    public void What_is_no_JSON_is_refused(string body) => Assert.ThrowsAny<JsonException>(() => Read(body));

    [Fact]
    public void What_is_as_deep_as_anything_may_be_is_passed_over()
    {
        Assert.Empty(Read("{\"x\":" + new string('[', JsonDepth.Maximum - 1) + new string(']', JsonDepth.Maximum - 1) + "}").Groups);
        Assert.ThrowsAny<JsonException>(() => Read("{\"x\":" + new string('[', JsonDepth.Maximum) + new string(']', JsonDepth.Maximum) + "}"));
    }

    [Fact]
    public void A_group_of_two_intervals_is_one()
    {
        AggregateGroup one = new(["c", "u"], 2);
        one.AddBucket(s_start.AddHours(2));
        one.Add(0, 2, 10, 1, 0);
        AggregateGroup other = new(["c", "u"], 2);
        other.AddBucket(s_start.AddHours(3));
        other.Add(0, 3, -4, 1, 2);
        other.Add(1, 1, 1, 0, 0);
        Assert.Equal(one.Key, other.Key);
        Assert.NotEqual(one.Key, new AggregateGroup(["c", null], 2).Key);
        one.Merge(other);
        Assert.Equal((5L, 6d, 2, 2), (one.Figures[0].Count, one.Figures[0].Sum, one.Figures[0].Positive, one.Figures[0].Negative));
        Assert.Equal((true, 1L), (one.Figures[1].Has, one.Figures[1].Count));
        Assert.Equal(s_start.AddHours(2), one.FirstBucket);
        one.AddBucket(null);
        one.AddBucket(s_start);
        Assert.Equal(s_start, one.FirstBucket);
        Assert.False(new AggregateGroup(["c"], 1).Figures[0].Has);
    }

    [Fact]
    public void A_figure_that_was_not_there_adds_nothing()
    {
        MetricFigures figures = default;
        figures.Add(default(MetricFigures));
        Assert.False(figures.Has);
        figures.Add(0, 0, 0, 0);
        Assert.Equal((true, 0L, 0, 0), (figures.Has, figures.Count, figures.Positive, figures.Negative));
    }

    [Theory]
    [InlineData(long.MaxValue, 0, 0, 0, false)]
    [InlineData(1, int.MaxValue - 1, int.MaxValue - 1, 0, false)]
    [InlineData(1, int.MaxValue, 0, 0, true)]
    [InlineData(1, long.MaxValue, 0, 0, true)]
    [InlineData(1, 0, int.MaxValue, 0, true)]
    [InlineData(1, 0, long.MaxValue, 0, true)]
    [InlineData(1, 0, 0, double.PositiveInfinity, true)]
    [InlineData(1, 0, 0, double.NaN, true)]
    public void A_figure_holds_what_a_number_holds(long count, long positive, long negative, double sum, bool isTooLarge)
    {
        MetricFigures figures = default;
        InsightsException? e = Record.Exception(() => figures.Add(count, sum, positive, negative)) as InsightsException;
        Assert.Equal(isTooLarge ? InsightsError.InvalidResponse : null, e?.Error);
        Assert.True(isTooLarge || (figures.Count, figures.Positive, figures.Negative) == (count, (int)positive, (int)negative));
    }

    [Fact]
    public void Counts_that_add_up_to_more_than_a_number_holds_are_InvalidResponse()
    {
        MetricFigures figures = default;
        figures.Add(long.MaxValue, 1e308, 0, 0);
        Assert.Equal(InsightsError.InvalidResponse, Assert.Throws<InsightsException>(() => figures.Add(1, 0, 0, 0)).Error);
    }

    [Theory]
    [InlineData(0, 0d, null)]
    [InlineData(2, 50d, 0.25)]
    [InlineData(4, -400d, -1d)]
    public void A_score_is_a_mean_on_the_scale_of_one(long count, double sum, double? score)
    {
        MetricFigures figures = default;
        figures.Add(count, sum, 0, 0);
        Assert.Equal(score, PlatformFields.ScoreOf(figures));
    }

    [Theory]
    [InlineData(1500, 1.5)]
    [InlineData(-250, -0.25)]
    [InlineData(9.2e14, 9.2e11)]
    [InlineData(9.3e14, null)]
    [InlineData(-9.3e14, null)]
    public void A_time_is_milliseconds_and_no_longer_than_a_time_can_be(double milliseconds, double? seconds)
    {
        MetricFigures figures = default;
        figures.Add(1, milliseconds, 0, 0);
        TimeSpan time = default;
        InsightsException? e = Record.Exception(() => time = PlatformFields.TimeOf(figures)) as InsightsException;
        Assert.Equal(seconds is null ? InsightsError.InvalidResponse : null, e?.Error);
        Assert.Equal(seconds ?? 0, time.TotalSeconds);
    }

    [Theory]
    [InlineData(1 << 20, false)]
    [InlineData((1 << 20) + 1, true)]
    public void No_conversation_has_a_million_surveys(int answers, bool isRefused)
    {
        AggregateGroup group = new(["c"], 4);
        group.Add(0, answers, 100, 0, 0);
        InsightsException? e = Record.Exception(() => CsatTotals.Of(group)) as InsightsException;
        Assert.Equal(isRefused ? InsightsError.InvalidResponse : null, e?.Error);
    }

    [Fact]
    public void Surveys_of_a_conversation_add_up()
    {
        CsatTotals sum = new CsatTotals(150, 2, 1, 0, 1) + new CsatTotals(60, 1, 0, 2, 3);
        Assert.Equal(new CsatTotals(210, 3, 1, 2, 4), sum);
        CsatScore score = sum.ToScore("c");
        Assert.Equal(("c", 70, 3, -25), (score.InteractionId, score.Csat, score.SurveyCount, score.NetPromoterScore));
        Assert.Throws<OverflowException>(() => new CsatTotals(0, int.MaxValue, 0, 0, 0) + new CsatTotals(0, 1, 0, 0, 0));
    }

    [Fact]
    public void Only_rows_that_have_more_than_most_have_details()
    {
        AggregateGroup group = new(["c", "u"], 2);
        group.Add(0, 3, 3, 0, 0);
        SpeechInsight plain = new InsightMaker(Query(null, null), new KnownNames()).Make(group);
        Assert.Equal(("c", "u", 3L), (plain.InteractionId, plain.AgentId, plain.SpeechAnalytics?.Count));
        Assert.Null(plain.SpeechAnalytics!.Value.Sum);
        Assert.Null(plain.Sentiment);
        SpeechInsight queue = new InsightMaker(Query([InsightGrouping.InteractionId, InsightGrouping.QueueId], [InsightMetric.Sentiment, InsightMetric.Silence]), new KnownNames()).Make(Grouped());
        Assert.Equal(("q", null, null), (queue.QueueId, queue.AgentId, queue.MediaType));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), (queue.SilenceTime, queue.TotalTime));
        Assert.Equal(0.25, queue.SilenceShare);

        static AggregateGroup Grouped()
        {
            AggregateGroup group = new(["c", "q"], 3);
            group.Add(1, 1, 1000, 0, 0);
            group.Add(2, 1, 4000, 0, 0);
            return group;
        }
    }

    private static InsightQuery Query(IReadOnlyList<InsightGrouping>? groupBy, IReadOnlyList<InsightMetric>? metrics) =>
        new(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1), GroupBy = groupBy, Metric = metrics }, ApiProfile.Platform);

    private static AggregatePage Read(string body) => AggregatePage.Read(Encoding.UTF8.GetBytes(body), s_query, new TextPool());
}
