using SpeechInsights.Api.Platform;
using SpeechInsights.Csat;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Jobs as they go well, badly and on and on, and the rows that are made of windows and pages.</summary>
public sealed class PlatformJobTests
{
    private const string Aggregates = "/api/v2/analytics/transcripts/aggregates";
    private const string Jobs = "POST " + Aggregates + "/jobs";
    private const string Query = "POST " + Aggregates + "/query";
    private const string Job = Aggregates + "/jobs/j%201";
    private const string Made = """{"jobId":"j 1"}""";
    private const string Done = """{"state":"FULFILLED"}""";
    private const string Rows = """{"results":[{"group":{"conversationId":"c-1","userId":"u"}},{"group":{"conversationId":"c-2","userId":"u"}},{"group":{"userId":"u"}}]}""";

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_made_looked_at_read_and_deleted()
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", """{"results":[{"group":{"conversationId":"c-1"}}],"cursor":"x y"}"""), ($"GET {Job}/results?cursor=x%20y", """{"results":[]}"""), ("DELETE " + Job, "{}"));
        Assert.Equal(["c-1"], await IdsAsync(server, 2));
        Assert.Equal([Jobs, "GET " + Job, $"GET {Job}/results", $"GET {Job}/results?cursor=x%20y", "DELETE " + Job], server.Lines);
        Assert.EndsWith(",\"pageSize\":10000}", server.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("\"granularity\":\"PT1H\"", server.Bodies[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FAILED", null, "The server's job ended as FAILED.")]
    [InlineData("CANCELLED", "too much", "The server's job ended as CANCELLED: too much.")]
    [InlineData("EXPIRED", null, "The server's job ended as EXPIRED.")]
    public async Task A_job_that_ends_badly_is_JobFailed(string state, string? message, string expected)
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, message is null ? $$"""{"state":"{{state}}"}""" : $$"""{"state":"{{state}}","errorMessage":"{{message}}"}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => IdsAsync(server, 2));
        Assert.Equal((InsightsError.JobFailed, expected, Aggregates), (e.Error, e.Message, e.Target));
        Assert.Equal(2, server.Lines.Count);
    }

    [Fact]
    public async Task A_job_is_looked_at_less_and_less_often_for_half_an_hour()
    {
        ManualTimeProvider time = new();
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, """{"state":"QUEUED"}"""), ("GET " + Job, """{"state":"RUNNING"}"""), ("GET " + Job, "{}"));
        DateTimeOffset started = time.GetUtcNow();
        Task<List<string>> rows = IdsAsync(server, 2, time: time);
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => time.PassAsync(rows, null, Token));
        Assert.Equal((InsightsError.OperationTimeout, "The server's job was not done within 30 minutes.", Aggregates), (e.Error, e.Message, e.Target));
        double[] waits = [.. server.Trace.Waits.Select(static wait => wait.Time.TotalSeconds)];
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 10, 10], waits.Take(8));
        Assert.All(waits.Skip(6), static wait => Assert.Equal(10, wait));
        Assert.InRange(time.GetUtcNow() - started, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30.2));
        Assert.All(server.Trace.Waits, static wait => Assert.Equal("the server's job", wait.Reason));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jobId":""}""")]
    [InlineData("""{"jobId":7}""")]
    public async Task A_job_without_an_id_is_InvalidResponse(string answer)
    {
        InsightsException e = await Assert.ThrowsAnyAsync<InsightsException>(() => IdsAsync(new ScriptedServer((Jobs, answer)), 2));
        Assert.Equal(InsightsError.InvalidResponse, e.Error);
    }

    [Fact]
    public async Task Results_that_lead_back_are_IncompleteResult_and_the_job_is_left_alone()
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", """{"cursor":"x"}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => IdsAsync(server, 2));
        Assert.Equal((InsightsError.IncompleteResult, Aggregates), (e.Error, e.Target));
        Assert.DoesNotContain("DELETE " + Job, server.Lines);
    }

    [Fact]
    public async Task A_page_that_fails_leaves_the_job_alone()
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", """{"results":[{"group":{"conversationId":"c-1"}}],"cursor":"x"}"""), ($"GET {Job}/results?cursor=x", "500 {}"));
        await Assert.ThrowsAnyAsync<InsightsException>(() => IdsAsync(server, 2));
        Assert.DoesNotContain("DELETE " + Job, server.Lines);
    }

    [Fact]
    public async Task A_job_that_can_not_be_deleted_was_read()
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", Rows), ("DELETE " + Job, "500 {}"));
        Assert.Equal(["c-1", "c-2"], await IdsAsync(server, 2));
        Assert.Contains("A job that was read could not be deleted (ServerError); the server drops it by itself.", server.Trace.Verbose);
    }

    [Fact]
    public async Task Whoever_has_enough_asks_for_a_small_page_and_deletes_the_job()
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", """{"results":[{"group":{"conversationId":"c-1"}},{"group":{"conversationId":"c-2"}}],"cursor":"x"}"""), ("DELETE " + Job, "{}"));
        Assert.Equal(["c-1"], await IdsAsync(server, 2, first: 1));
        Assert.EndsWith(",\"pageSize\":100}", server.Bodies[0], StringComparison.Ordinal);
        Assert.Equal([Jobs, "GET " + Job, $"GET {Job}/results", "DELETE " + Job], server.Lines);
    }

    [Theory]
    [InlineData(null, 1, null, 100)]
    [InlineData(null, 101, null, 101)]
    [InlineData(null, 20_000, null, 10_000)]
    [InlineData(null, 1, -0.5, 10_000)]
    [InlineData(50, 1, null, 50)]
    [InlineData(50, null, null, 50)]
    [InlineData(null, null, null, 10_000)]
    public async Task A_page_is_as_large_as_what_is_wanted(int? pageSize, int? first, double? minimum, int expected)
    {
        ScriptedServer server = new((Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", "{}"), ("DELETE " + Job, "{}"));
        await IdsAsync(server, 2, first, input => input with { PageSize = pageSize, MinimumSentiment = minimum });
        Assert.EndsWith($",\"pageSize\":{expected}}}", server.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_no_large_pages_is_asked_for_a_thousand_from_then_on()
    {
        ScriptedServer server = new((Jobs, """400 {"message":"PageSize is too large"}"""), (Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", "{}"), ("DELETE " + Job, "{}"));
        PlatformApi api = server.Platform();
        await IdsAsync(server, 2, api: api);
        await IdsAsync(server, 2, api: api);
        Assert.Equal(["10000", "1000", "1000"], server.Bodies.Where(static body => body.Length > 0).Select(static body => body.Split("\"pageSize\":")[1].TrimEnd('}')));
        Assert.Contains("The server takes no pages of 10000 rows; pages of 1000 are asked for.", server.Trace.Verbose);
    }

    [Theory]
    [InlineData("""400 {"message":"metrics is wrong"}""", null)]
    [InlineData("""400 {"message":"pageSize is too large"}""", 1000)]
    [InlineData("""500 {"message":"pageSize is too large"}""", null)]
    public async Task Any_other_refusal_is_what_it_is(string answer, int? first)
    {
        ScriptedServer server = new((Jobs, answer));
        await Assert.ThrowsAnyAsync<InsightsException>(() => IdsAsync(server, 2, first));
        Assert.Single(server.Lines);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1.01, false)]
    public async Task A_day_is_asked_for_at_once(double days, bool atOnce)
    {
        ScriptedServer server = new((Query, Rows), (Jobs, Made), ("GET " + Job, Done), ($"GET {Job}/results", Rows), ("DELETE " + Job, "{}"));
        Assert.Equal(["c-1", "c-2"], await IdsAsync(server, days));
        Assert.Equal(atOnce ? Query : Jobs, server.Lines[0]);
        Assert.Equal(atOnce ? 1 : 4, server.Lines.Count);
        Assert.Equal(["The server gave 1 rows that name no conversation; they are left out."], server.Trace.Warnings);
    }

    [Fact]
    public async Task Named_conversations_are_asked_for_at_once_a_hundred_at_a_time()
    {
        ScriptedServer server = new((Query, Rows));
        await IdsAsync(server, 31, change: static input => input with { InteractionId = [.. Enumerable.Range(0, 101).Select(static i => $"c-{i}")] });
        Assert.Equal([100, 1], server.Bodies.Select(static body => body.Split("\"value\":\"c-").Length - 1));
    }

    [Fact]
    public async Task What_reaches_over_the_edge_of_two_windows_is_one_row_and_all_come_in_order()
    {
        static string Answer(params string[] groups) => "{\"results\":[" + string.Join(',', groups.Select(static group => $$$"""{"group":{"conversationId":"{{{group}}}"},"data":[{"interval":"2026-10-01T00:00:00Z/x","metrics":[{"metric":"nTopicCommunications","stats":{"count":1}}]}]}""")) + "]}";
        ScriptedServer server = new((Query, Answer("a", "b")), (Query, Answer("b", "c", "c")), (Query, Answer()), (Query, Answer("a", "c")));
        List<SpeechInsight> rows = await ReadAsync(server, 31 * 4, change: static input => input with { InteractionId = ["x"] });
        Assert.Equal(["a 1", "b 2", "c 2", "a 1", "c 1"], rows.Select(static row => $"{row.InteractionId} {row.SpeechAnalytics?.Count}"));
    }

    [Fact]
    public async Task A_window_of_several_jobs_is_read_one_after_the_other()
    {
        ScriptedServer server = new((Jobs, Made), (Jobs, """{"jobId":"j2"}"""), ("GET " + Job, Done), ($"GET {Aggregates}/jobs/j2", Done), ($"GET {Job}/results", """{"results":[{"group":{"conversationId":"a"}}]}"""), ($"GET {Aggregates}/jobs/j2/results", """{"results":[{"group":{"conversationId":"b"}}]}"""), ("DELETE " + Job, "{}"), ($"DELETE {Aggregates}/jobs/j2", "{}"));
        Assert.Equal(["a", "b"], await IdsAsync(server, 32));
        Assert.Contains("2026-11-01T00:00:00.000Z/2026-11-02T00:00:00.000Z", server.Bodies.Last(static body => body.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Surveys_of_several_windows_add_up_by_conversation()
    {
        const string Surveys = "POST /api/v2/analytics/surveys/aggregates/query";
        static string Answer(string id, int count, int sum) => $$$"""{"results":[{"group":{"conversationId":"{{{id}}}"},"data":[{"metrics":[{"metric":"oSurveyTotalScore","stats":{"count":{{{count}}},"sum":{{{sum}}} } }]}]}]}""";
        ScriptedServer server = new((Surveys, Answer("a", 1, 100)), (Surveys, Answer("b", 1, 50)), (Surveys, Answer("a", 3, 60)));
        List<CsatScore> scores = await PlatformRequestTests.CollectAsync(server.Platform().GetCsatAsync(new CsatQuery(s_start, s_start.AddDays(90), ["a", "b"], ApiProfile.Platform), server.Run, Token));
        Assert.Equal(["a 40 4", "b 50 1"], scores.Select(static score => $"{score.InteractionId} {score.Csat} {score.SurveyCount}"));
    }

    [Theory]
    [InlineData(-0.5, "a", "b")]
    [InlineData(0.25, "b")]
    public async Task Rows_below_the_threshold_and_without_a_sentiment_are_left_out(double minimum, params string[] expected)
    {
        ScriptedServer server = new((Query, """{"results":[{"group":{"conversationId":"a"},"data":[{"metrics":[{"metric":"oSentimentScore","stats":{"count":1,"sum":-50}}]}]},{"group":{"conversationId":"b"},"data":[{"metrics":[{"metric":"oSentimentScore","stats":{"count":1,"sum":25}}]}]},{"group":{"conversationId":"c"}}]}"""));
        Assert.Equal(expected, await IdsAsync(server, 1, change: input => input with { MinimumSentiment = minimum }));
    }

    [Theory]
    [InlineData(2, "c-1", "c-2")]
    [InlineData(3, "c-1", "c-2")]
    [InlineData(1, "c-1")]
    public async Task No_more_rows_than_are_wanted(int first, params string[] expected)
    {
        ScriptedServer server = new((Query, Rows));
        Assert.Equal(expected, await IdsAsync(server, 1, first));
        Assert.Equal(first > 2 ? [(2L, null, "rows")] : [], server.Trace.Progress);
    }

    [Fact]
    public async Task What_holds_no_row_is_not_given_and_asks_for_no_details()
    {
        ScriptedServer server = new((Query, """{"results":[{"group":{"conversationId":"a"}}]}"""));
        InsightQuery query = new(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1), MinimumSentiment = 0, IncludeDetail = true, NoName = true }, ApiProfile.Platform);
        await using IAsyncEnumerator<IReadOnlyList<SpeechInsight>> batches = server.Platform().QueryAsync(query, null, null, server.Run, Token).GetAsyncEnumerator(Token);
        Assert.False(await batches.MoveNextAsync());
        Assert.Equal([Query], server.Lines);
    }

    [Fact]
    public async Task With_details_a_row_has_its_own_start()
    {
        ScriptedServer server = new((Query, Rows), ("POST /api/v2/analytics/conversations/details/query", """{"conversations":[{"conversationId":"c-2","conversationStart":"2026-10-01T05:00:00Z"}]}"""));
        List<SpeechInsight> rows = await ReadAsync(server, 1, change: static input => input with { IncludeDetail = true });
        Assert.Equal([null, s_start.AddHours(5)], rows.Select(static row => row.Timestamp));
        Assert.Contains("2026-09-30T00:00:00.000Z/2026-10-02T00:00:00.000Z", server.Bodies[^1], StringComparison.Ordinal);
    }

    private static async Task<List<string>> IdsAsync(
        ScriptedServer server, double days, int? first = null, Func<InsightQueryInput, InsightQueryInput>? change = null, TimeProvider? time = null, PlatformApi? api = null) =>
        [.. (await ReadAsync(server, days, first, change, time, api)).Select(static row => row.InteractionId)];

    private static Task<List<SpeechInsight>> ReadAsync(
        ScriptedServer server, double days, int? first = null, Func<InsightQueryInput, InsightQueryInput>? change = null, TimeProvider? time = null, PlatformApi? api = null)
    {
        InsightQueryInput input = new() { StartTime = s_start, EndTime = s_start.AddDays(days), NoName = true };
        return PlatformRequestTests.CollectAsync((api ?? server.Platform(time)).QueryAsync(new InsightQuery(change?.Invoke(input) ?? input, ApiProfile.Platform), first, null, server.Run, Token));
    }
}
