using System.Text;
using SpeechInsights.Api.Platform;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>What is sent, to the letter, as developer.genesys.cloud describes it.</summary>
public sealed class PlatformRequestTests
{
    private const string Predicates = """{"type":"dimension","dimension":"conversationId","operator":"matches","value":"c-1"},{"type":"dimension","dimension":"conversationId","operator":"matches","value":"c-2"}""";

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 2, 0, 0, TimeSpan.FromHours(2));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Aggregates_are_asked_for_with_all_there_is()
    {
        AggregateQuery query = new()
        {
            Start = s_start,
            End = s_start.AddDays(1),
            Granularity = TimeSpan.FromMinutes(90),
            GroupBy = ["conversationId", "userId"],
            Metrics = ["oSentimentScore"],
            ConversationIds = ["c-1", "c-2"],
            TopicIds = ["t-1"],
            SurveyForms = ["My form", "6f8c0f0e-5b3a-4b3b-9d53-3f6b8b0c1d2e"],
        };
        string clauses =
            """{"type":"or","predicates":[""" + Predicates + """]},"""
            + """{"type":"or","predicates":[{"type":"dimension","dimension":"topicId","operator":"matches","value":"t-1"}]},"""
            + """{"type":"or","predicates":[{"type":"dimension","dimension":"surveyFormName","operator":"matches","value":"My form"},{"type":"dimension","dimension":"surveyFormContextId","operator":"matches","value":"6f8c0f0e-5b3a-4b3b-9d53-3f6b8b0c1d2e"}]}""";
        Assert.Equal(
            """{"interval":"2026-10-01T00:00:00.000Z/2026-10-02T00:00:00.000Z","granularity":"PT1H30M","groupBy":["conversationId","userId"],"metrics":["oSentimentScore"],"filter":{"type":"and","clauses":["""
            + clauses + """]},"pageSize":500}""",
            Text(query.Write(500)));
    }

    [Fact]
    public void Aggregates_are_asked_for_with_little() => Assert.Equal(
        """{"interval":"2026-10-01T00:00:00.000Z/2026-10-02T00:00:00.000Z","groupBy":["conversationId"],"metrics":["nX"]}""",
        Text(new AggregateQuery { Start = s_start, End = s_start.AddDays(1), GroupBy = ["conversationId"], Metrics = ["nX"] }.Write()));

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void One_filter_alone_is_one_clause(bool ids, bool topics, bool forms)
    {
        AggregateQuery query = new()
        {
            Start = s_start,
            End = s_start.AddDays(1),
            GroupBy = ["conversationId"],
            Metrics = ["nX"],
            ConversationIds = ids ? ["x"] : null,
            TopicIds = topics ? ["x"] : null,
            SurveyForms = forms ? ["x"] : null,
        };
        string dimension = ids ? "conversationId" : topics ? "topicId" : "surveyFormName";
        Assert.Contains(
            $$"""
            "filter":{"type":"and","clauses":[{"type":"or","predicates":[{"type":"dimension","dimension":"{{dimension}}","operator":"matches","value":"x"}]}]}
            """,
            Text(query.Write()),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, 1)]
    [InlineData(31.5, 2)]
    [InlineData(62, 2)]
    [InlineData(63, 3)]
    public void A_long_window_is_cut_into_31_days_without_gap_or_overlap(double days, int pieces)
    {
        TimeWindow window = new(s_start, s_start.AddDays(days));
        TimeWindow[] cut = [.. window.Cut()];
        Assert.Equal(pieces, cut.Length);
        Assert.Equal(window.Start, cut[0].Start);
        Assert.Equal(window.End, cut[^1].End);
        Assert.All(cut.SkipLast(1), static piece => Assert.Equal(TimeSpan.FromDays(31), piece.End - piece.Start));
        Assert.All(cut.Zip(cut.Skip(1)), static pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(1.01, null, 6)]
    [InlineData(62, null, 12)]
    [InlineData(1, 100, 1)]
    [InlineData(1, 101, 2)]
    [InlineData(62, 100, 2)]
    [InlineData(62, 0, 0)]
    public void A_question_for_scores_costs_what_is_counted(double days, int? ids, long requests)
    {
        string[]? named = ids is { } count ? [.. Enumerable.Range(0, count).Select(static i => $"c-{i}")] : null;
        Assert.Equal(requests, PlatformCsat.CountRequests(new CsatQuery(s_start, s_start.AddDays(days), named, ApiProfile.Platform)));
    }

    [Fact]
    public async Task Scores_are_asked_for_by_conversation()
    {
        ScriptedServer server = new(("POST /api/v2/analytics/surveys/aggregates/query", """{"results":[{"group":{"conversationId":"c-1"},"data":[{"metrics":[{"metric":"oSurveyTotalScore","stats":{"count":2,"sum":150}},{"metric":"nSurveyNpsResponses","stats":{"count":4}},{"metric":"nSurveyNpsPromoters","stats":{"count":3}},{"metric":"nSurveyNpsDetractors","stats":{"count":1}}]}]},{"group":{"conversationId":"c-2"}}]}"""));
        List<CsatScore> scores = await CollectAsync(server.Platform().GetCsatAsync(new CsatQuery(s_start, s_start.AddHours(12), ["c-1", "c-2"], ApiProfile.Platform), server.Run, Token));
        Assert.Equal(
            """{"interval":"2026-10-01T00:00:00.000Z/2026-10-01T12:00:00.000Z","groupBy":["conversationId"],"metrics":["oSurveyTotalScore","nSurveyNpsPromoters","nSurveyNpsDetractors","nSurveyNpsResponses"],"filter":{"type":"and","clauses":[{"type":"or","predicates":["""
            + Predicates + """]}]}}""",
            Assert.Single(server.Bodies));
        Assert.Equal([("c-1", 75, 2, 50), ("c-2", null, 0, null)], scores.Select(static score => (score.InteractionId, score.Csat, score.SurveyCount, score.NetPromoterScore)));
        Assert.All(scores, static score => Assert.Equal("0..100", score.CsatScale!.ToString()));
    }

    [Fact]
    public async Task Details_are_asked_for_a_day_earlier_and_a_hundred_at_a_time()
    {
        const string Details = "/api/v2/analytics/conversations/details/query";
        ScriptedServer server = new(("POST " + Details, """{"conversations":[{"conversationId":"c-1","conversationStart":"2026-10-01T01:00:00+01:00"},{"conversationId":"c-2"}]}"""));
        Dictionary<string, DateTimeOffset> starts = await new ConversationDetails(server.Sender).GetStartsAsync(["c-1", "c-2"], new TimeWindow(s_start, s_start.AddDays(1)), server.Run, Token);
        Assert.Equal(
            """{"interval":"2026-09-30T00:00:00.000Z/2026-10-02T00:00:00.000Z","order":"asc","orderBy":"conversationStart","paging":{"pageSize":100,"pageNumber":1},"conversationFilters":[{"type":"or","predicates":["""
            + Predicates + """]}]}""",
            Assert.Single(server.Bodies));
        Assert.Equal([("c-1", s_start)], starts.Select(static start => (start.Key, start.Value)));
        await new ConversationDetails(server.Sender).GetStartsAsync(Enumerable.Range(0, 101).Select(static i => $"c-{i}"), new TimeWindow(s_start, s_start.AddDays(30)), server.Run, Token);
        Assert.Equal(3, server.Lines.Count);
        await new ConversationDetails(server.Sender).GetStartsAsync(["c-1"], new TimeWindow(s_start, s_start.AddDays(31)), server.Run, Token);
        Assert.Equal(5, server.Lines.Count);
    }

    [Theory]
    [InlineData("""{"conversations":[{"conversationStart":"2026-10-01T00:00:00Z"}]}""")]
    [InlineData("""{"conversations":[7]}""")]
    public async Task Details_of_nothing_are_InvalidResponse(string answer)
    {
        ScriptedServer server = new(("POST /api/v2/analytics/conversations/details/query", answer));
        InsightsException e = await Assert.ThrowsAnyAsync<InsightsException>(() => new ConversationDetails(server.Sender).GetStartsAsync(["c"], new TimeWindow(s_start, s_start.AddDays(1)), server.Run, Token));
        Assert.Equal(InsightsError.InvalidResponse, e.Error);
    }

    [Fact]
    public async Task An_appointment_is_ordered_to_the_minute()
    {
        const string Body = """{"name":"Name","description":"What for","dateStart":"2026-10-01T00:00:42.000Z","lengthInMinutes":45,"facilitatorId":"u-2","attendeeIds":["u-1"],"conversationIds":["c-1","c-2"]}""";
        AppointmentRequest wanted = new("u-1", ["c-1", "c-2"], "Name", "What for", s_start.AddSeconds(42), TimeSpan.FromMinutes(45.9), "u-2");
        ScriptedServer server = new(("POST /api/v2/coaching/appointments", """{"id":"a-1"}"""));
        Assert.Equal(Body, server.Platform().Describe(wanted));
        CoachingAppointment made = await server.Platform().CreateAppointmentAsync(wanted, server.Run, Token);
        Assert.Equal([Body], server.Bodies);
        Assert.Equal(("a-1", "Name", "u-2", s_start.AddSeconds(42), TimeSpan.FromMinutes(45.9), null, true), (made.AppointmentId, made.Name, made.FacilitatorId, made.Start, made.Duration, made.Status, made.IsNew));
        Assert.Equal(["u-1", "c-1", "c-2"], [.. made.AgentId, .. made.InteractionId]);
        Assert.DoesNotContain("facilitatorId", server.Platform().Describe(wanted with { FacilitatorId = null }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, """{"name":"hook","topicName":"topic","enabled":true,"target":{"type":"Workflow","id":"f-1","workflowTargetSettings":{"dataFormat":"TopLevelPrimitives"}},"matchCriteria":[{"jsonPath":"mediaType","operator":"Equal","value":"VOICE"}],"description":"What for","version":1}""")]
    [InlineData("p-1", null, """{"name":"hook","topicName":"topic","enabled":true,"target":{"type":"Workflow","id":"f-1","workflowTargetSettings":{"dataFormat":"TopLevelPrimitives"}},"matchCriteria":[{"jsonPath":"mediaType","operator":"Equal","value":"VOICE"},{"jsonPath":"programId","operator":"Equal","value":"p-1"}],"description":"What for"}""")]
    public void A_trigger_starts_a_workflow_for_calls(string model, int? version, string body) =>
        Assert.Equal(body, Text(TriggerJson.Write(new WebhookRegistration { Name = "hook", ModelId = model, FlowId = "f-1", Description = "What for" }, "topic", version)));

    [Fact]
    public void A_trigger_is_tried_with_an_event_of_a_call() =>
        Assert.Equal("""{"conversationId":"00000000-0000-0000-0000-000000000000","mediaType":"VOICE"}""", Text(TriggerJson.WriteSample()));

    [Fact]
    public void Each_grouping_and_metric_has_the_name_of_the_definition()
    {
        Assert.Equal(
            ["AgentId userId", "Direction direction", "DivisionId divisionId", "InteractionId conversationId", "MediaType mediaType", "QueueId queueId", "TeamId teamId", "TopicId topicId", "WrapUpCode wrapUpCode"],
            Enum.GetValues<InsightGrouping>().Select(static grouping => $"{grouping} {PlatformFields.NameOf(grouping)}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["AgentSpeech tAgentSpeech", "CustomerSentiment oCustomerSentiment", "CustomerSpeech tCustomerSpeech", "Duration tTotalSpeechAndSilence", "OtherAudio tOtherAudio", "Overtalk tOverTalkSpeech", "OvertalkCount oOverTalkSpeechInstances", "Sentiment oSentimentScore", "Silence tSilence", "SpeechAnalytics nTopicCommunications"],
            Enum.GetValues<InsightMetric>().Select(static metric => $"{metric} {PlatformFields.NameOf(metric)}").Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(static () => PlatformFields.NameOf((InsightMetric)99));
        Assert.Throws<ArgumentOutOfRangeException>(static () => PlatformFields.NameOf((InsightGrouping)99));
    }

    [Theory]
    [InlineData(InsightMetric.Silence, true)]
    [InlineData(InsightMetric.Overtalk, true)]
    [InlineData(InsightMetric.AgentSpeech, true)]
    [InlineData(InsightMetric.CustomerSpeech, true)]
    [InlineData(InsightMetric.OtherAudio, true)]
    [InlineData(InsightMetric.OvertalkCount, false)]
    [InlineData(InsightMetric.Sentiment, false)]
    [InlineData(InsightMetric.CustomerSentiment, false)]
    public void A_time_is_asked_for_with_the_whole_that_its_share_is_of(InsightMetric metric, bool withWhole)
    {
        InsightQuery query = new(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1), Metric = [metric] }, ApiProfile.Platform);
        Assert.Equal(withWhole ? [metric, InsightMetric.Duration] : [metric], PlatformFields.MetricsOf(query));
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);

    internal static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> batches)
    {
        List<T> all = [];
        await foreach (IReadOnlyList<T> batch in batches)
        {
            all.AddRange(batch);
        }

        return all;
    }
}
