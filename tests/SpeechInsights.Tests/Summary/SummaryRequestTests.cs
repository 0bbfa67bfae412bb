using System.Text;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Summary;

/// <summary>What is sent by the Summary contract, to the letter, and webhooks as they come back.</summary>
public sealed class SummaryRequestTests
{
    private const string Webhooks = "GET /api/v2/webhooks";
    private const string Body = """{"name":"hook","description":"What for","url":"https://coach.contoso.com/in?key=1","type":"rest","enabled":true,"events":["analytics:query:completed","speechanalytics:insight:updated"],"headers":{"X-Key":"secret"},"filter":{"field":"speechAnalyticsModelId","op":"eq","value":"m-1"}}""";

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 2, 0, 0, TimeSpan.FromHours(2));

    private static readonly WebhookRegistration s_wanted = new()
    {
        Name = "hook",
        ModelId = "m-1",
        Uri = new Uri("https://coach.contoso.com/in?key=1"),
        Description = "What for",
        Events = [CoachingEvent.QueryCompleted, CoachingEvent.InsightUpdated],
        Headers = new Dictionary<string, string> { ["X-Key"] = "secret" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_query_is_asked_with_all_there_is()
    {
        InsightQuery query = new(
            new InsightQueryInput { ModelId = "m-1", StartTime = s_start, EndTime = s_start.AddDays(1), InteractionId = ["i-1", "i-2"], Topic = ["Billing"], MinimumSentiment = -0.25, Interval = TimeSpan.FromMinutes(30), PageSize = 50 },
            ApiProfile.Summary);
        Assert.Equal(
            """{"dateFrom":"2026-10-01T00:00:00.000Z","dateTo":"2026-10-02T00:00:00.000Z","interval":"PT30M","conversationType":"speech","filterGroups":["""
            + """{"filters":[{"field":"id","op":"in","values":["i-1","i-2"]}]},{"filters":[{"field":"speechAnalytics.topics.name","op":"in","values":["Billing"]}]},{"filters":[{"field":"sentiment.score","op":"gte","values":[-0.25]}]}],"""
            + "\"metrics\":" + """["speechAnalytics","sentiment"],"groupings":["interactionId","agentId"],"size":50,"offset":0,"speechAnalyticsModelId":"m-1"}""",
            query.ToJson());
    }

    [Fact]
    public void A_query_is_asked_with_little()
    {
        InsightQuery query = new(
            new InsightQueryInput { ModelId = "m", StartTime = s_start, EndTime = s_start.AddDays(1), Metric = [InsightMetric.Sentiment], GroupBy = [InsightGrouping.InteractionId] }, ApiProfile.Summary);
        Assert.Equal(
            """{"dateFrom":"2026-10-01T00:00:00.000Z","dateTo":"2026-10-02T00:00:00.000Z","interval":"PT1H","conversationType":"speech","filterGroups":[],"metrics":["sentiment"],"groupings":["interactionId"],"size":100,"offset":0,"speechAnalyticsModelId":"m"}""",
            QueryText.Of(query));
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    public void The_first_request_names_at_most_a_thousand(int given, int named)
    {
        InsightQuery query = new(
            new InsightQueryInput { ModelId = "m", StartTime = s_start, EndTime = s_start.AddDays(1), InteractionId = [.. Enumerable.Range(0, given).Select(static i => $"i-{i}")] }, ApiProfile.Summary);
        Assert.Equal(named, query.ToJson().Split("\"i-").Length - 1);
    }

    [Theory]
    [InlineData(null, "[]")]
    [InlineData("i-1", """[{"filters":[{"field":"id","op":"in","values":["i-1"]}]}]""")]
    public async Task Scores_are_asked_for_by_interaction(string? id, string filters)
    {
        ScriptedServer server = new(("POST /api/v2/analytics/surveys/summary/query", """{"byGroup":[{"groupId":"i-1","byMetric":{"csat":{"avg":4.5}}},{"groupId":"i-2","byMetric":{"csat":{"count":3,"avg":2}}},{"groupId":"i-3"}],"totalCount":3}"""));
        List<CsatScore> scores = [];
        await foreach (IReadOnlyList<CsatScore> batch in server.Summary().GetCsatAsync(new CsatQuery(s_start, s_start.AddDays(1), id is null ? null : [id], ApiProfile.Summary), server.Run, Token))
        {
            scores.AddRange(batch);
        }

        Assert.Equal(
            $$"""{"dateFrom":"2026-10-01T00:00:00.000Z","dateTo":"2026-10-02T00:00:00.000Z","interval":"PT1H","filterGroups":{{filters}},"metrics":["csat"],"groupings":["interactionId"],"size":100,"offset":0}""",
            Assert.Single(server.Bodies));
        Assert.Equal([("i-1", 4.5, 1), ("i-2", 2, 3), ("i-3", null, 0)], scores.Select(static score => (score.InteractionId, score.Csat, score.SurveyCount)));
    }

    [Fact]
    public async Task What_the_contract_does_not_have_is_said()
    {
        ScriptedServer server = new();
        SummaryApi api = server.Summary();
        Assert.Equal((ApiProfile.Summary, TimeSpan.Zero, "1..5", 1000, null), (api.Profile, api.DefaultSurveyLag, api.Scale.ToString(), api.MaximumInteractionIds, api.CountRequests(new CsatQuery(s_start, s_start.AddDays(1), null, ApiProfile.Summary))));
        Assert.False(await api.RevokeAsync(server.Run, Token));
        Assert.Null(await api.AuthenticateAsync(server.Run, Token));
        Assert.Null(await api.ReadPermissionsAsync("c", server.Run, Token));
        Assert.Null(await api.TryWebhookAsync(s_wanted, server.Run, Token));
        Assert.Null(await api.ReplaceWebhookAsync(Hook(s_wanted.Uri), s_wanted, server.Run, Token));
        Assert.Equal(InsightsError.ModelIdRequired, Assert.Throws<InsightsException>(() => api.ListModelsAsync(server.Run, Token)).Error);
        AppointmentRequest wanted = new("u", ["c"], "n", "", s_start, TimeSpan.FromHours(1), null);
        Assert.Equal(InsightsError.NotSupportedByProfile, Assert.Throws<InsightsException>(() => api.Describe(wanted)).Error);
        Assert.Equal(InsightsError.NotSupportedByProfile, (await Assert.ThrowsAsync<InsightsException>(async () => await api.ListAppointmentsAsync([], server.Run, Token))).Error);
        Assert.Equal(InsightsError.NotSupportedByProfile, (await Assert.ThrowsAsync<InsightsException>(async () => await api.CreateAppointmentAsync(wanted, server.Run, Token))).Error);
        Assert.Empty(server.Lines);
    }

    [Theory]
    [InlineData("""{"id":"m 1"}""", null, null, null)]
    [InlineData("""{"id":"m 1","name":null,"status":null,"type":null,"lastUpdated":null,"more":{"id":7}}""", null, null, null)]
    [InlineData("""{"more":[],"lastUpdated":"2026-10-01T02:00:00+02:00","type":"topic","status":"deployed","name":"Sales\u0007","id":"m 1"}""", "Sales ", "deployed", "topic")]
    public async Task A_model_may_have_little(string answer, string? name, string? status, string? type)
    {
        ScriptedServer server = new(("GET /api/v2/speechanalytics/v1/models/m%201", answer));
        SummaryApi api = server.Summary();
        SpeechModel model = await api.GetModelAsync("m 1", server.Run, Token);
        Assert.Equal(("m 1", status, type, type is null ? null : s_start.ToUniversalTime()), (model.Id, model.Status, model.Type, model.LastUpdated));
        Assert.Equal(name?.Trim(), model.Name?.Trim());
        Assert.Equal(model.Name, api.Known.Find(NameKind.Model, "m 1"));
    }

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("""{"id":""}""", "id")]
    [InlineData("""{"id":7}""", "id")]
    [InlineData("""{"id":"m","name":7}""", "name")]
    [InlineData("""{"id":"m","status":{}}""", "status")]
    [InlineData("""{"id":"m","type":[]}""", "type")]
    [InlineData("""{"id":"m","lastUpdated":"yesterday"}""", "lastUpdated")]
    public void A_model_that_is_none_is_refused_by_name(string json, string name) =>
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => SummaryModel.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void A_models_texts_are_cut()
    {
        string text = new('n', 300);
        SpeechModel model = SummaryModel.Read(Encoding.UTF8.GetBytes($$"""{"id":"m","name":"{{text}}","status":"{{text}}","type":"{{text}}"}"""));
        Assert.Equal((text[..200] + "…", text[..80] + "…", text[..80] + "…"), (model.Name, model.Status, model.Type));
    }

    [Fact]
    public async Task A_webhook_is_made_with_what_is_secret_and_told_without()
    {
        ScriptedServer server = new(("POST /api/v2/webhooks", """{"id":"w-1","name":"hook"}"""));
        Assert.Equal("w-1", (await server.Summary().CreateWebhookAsync(s_wanted, server.Run, Token)).Id);
        Assert.Equal([Body], server.Bodies);
        Assert.DoesNotContain(server.Trace.Debug, static text => text.Contains("secret", StringComparison.Ordinal) || text.Contains("key=1", StringComparison.Ordinal));
        Assert.Contains(server.Trace.Debug, static text => text.Contains("https://coach.contoso.com/in?***", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_is_deleted_by_its_id()
    {
        ScriptedServer server = new(("DELETE /api/v2/webhooks/w%2F1", "{}"));
        await server.Summary().DeleteWebhookAsync("w/1", server.Run, Token);
        InsightsException e = await Assert.ThrowsAnyAsync<InsightsException>(() => server.Summary().DeleteWebhookAsync("none", server.Run, Token));
        Assert.Equal((InsightsError.WebhookNotFound, "none"), (e.Error, e.Target));
    }

    [Theory]
    [InlineData("""{"id":"w"}""", "", null, false, null)]
    [InlineData("""{"id":"w","name":"hook","url":"https://a.b/c","enabled":true,"filter":{"value":"m"}}""", "hook", "https://a.b/c", true, "m")]
    [InlineData("""{"id":"w","name":7,"url":"not an address","enabled":false,"filter":7,"events":7,"headers":7,"dateCreated":7}""", "", null, false, null)]
    [InlineData("""{"id":"w","url":"//\\/","enabled":"true","filter":{}}""", "", null, false, null)]
    public void A_webhook_may_say_little(string json, string name, string? uri, bool enabled, string? model)
    {
        CoachingWebhook webhook = SummaryWebhook.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal(("w", name, uri, enabled, model, null), (webhook.Id, webhook.Name, webhook.Uri?.AbsoluteUri, webhook.Enabled, webhook.ModelId, webhook.Created));
        Assert.Empty(webhook.Event);
        Assert.Empty(webhook.Headers);
        Assert.Equal($"{name} (w)", webhook.ToString());
    }

    [Fact]
    public void A_webhook_says_all_of_itself()
    {
        CoachingWebhook webhook = SummaryWebhook.Read("""{"id":"w","events":["b","a",7],"headers":{"X":"1","x":"2","Y":7},"dateCreated":"2026-10-01T02:00:00+02:00"}"""u8);
        Assert.Equal(["b", "a", "7"], webhook.Event);
        Assert.Equal(["X 2", "Y 7"], webhook.Headers.Select(static header => $"{header.Key} {header.Value}"));
        Assert.Equal(s_start.ToUniversalTime(), webhook.Created);
        Assert.Equal(TimeSpan.Zero, webhook.Created!.Value.Offset);
    }

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("""{"id":""}""", "id")]
    [InlineData("[]", "the answer")]
    [InlineData("""{"id":"w","name":"\ud800"}""", "a text")]
    public void A_webhook_that_is_none_is_refused_by_name(string json, string name) =>
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => SummaryWebhook.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-KEY=secret", true)]
    [InlineData("Hook", "https://coach.contoso.com/in?key=1", "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-Key=secret", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=2", "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-Key=secret", false)]
    [InlineData("hook", null, "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-Key=secret", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-2", "speechanalytics:insight:updated analytics:query:completed", "X-Key=secret", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-1", "analytics:query:completed", "X-Key=secret", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-Key=other", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-1", "speechanalytics:insight:updated analytics:query:completed", "Y=secret", false)]
    [InlineData("hook", "https://coach.contoso.com/in?key=1", "m-1", "speechanalytics:insight:updated analytics:query:completed", "X-Key=secret Y=1", false)]
    public void A_webhook_is_the_same_where_all_of_it_is(string name, string? uri, string model, string events, string headers, bool isSame)
    {
        CoachingWebhook webhook = new("w", name, uri is null ? null : new Uri(uri), true, events.Split(' '), null)
        {
            ModelId = model,
            Headers = new Dictionary<string, string>(headers.Split(' ').Select(static header => KeyValuePair.Create(header.Split('=')[0], header.Split('=')[1])), StringComparer.OrdinalIgnoreCase),
        };
        Assert.Equal(isSame, new ScriptedServer().Summary().IsSame(webhook, s_wanted));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(405, true)]
    [InlineData(400, false)]
    [InlineData(500, false)]
    public async Task A_server_without_a_list_of_webhooks_has_none(int status, bool isNone)
    {
        ScriptedServer server = new((Webhooks, $"{status} {{}}"));
        Exception? e = await Record.ExceptionAsync(async () => Assert.Null(await server.Summary().ListWebhooksAsync(server.Run, Token)));
        Assert.Equal(isNone, e is null);
    }

    [Fact]
    public async Task A_list_of_webhooks_is_read_page_by_page()
    {
        ScriptedServer server = new(
            (Webhooks, """{"entities":[{"id":"1"}],"pageCount":3,"total":3}"""),
            (Webhooks + "?pageNumber=2", """{"entities":[{"id":"2"}],"pageCount":3,"total":3}"""),
            (Webhooks + "?pageNumber=3", """{"entities":[{"id":"3"}],"pageCount":3,"total":3}"""));
        Assert.Equal(["1", "2", "3"], (await server.Summary().ListWebhooksAsync(server.Run, Token))!.Select(static webhook => webhook.Id));
        Assert.Equal([Webhooks, Webhooks + "?pageNumber=2", Webhooks + "?pageNumber=3"], server.Lines);
        ScriptedServer missing = new((Webhooks, """{"entities":[{"id":"1"}],"pageCount":2,"total":1}"""));
        await Assert.ThrowsAnyAsync<InsightsException>(() => new ScriptedServer((Webhooks, """{"entities":[{"id":"1"}],"pageCount":2}"""), (Webhooks + "?pageNumber=2", "404 {}")).Summary().ListWebhooksAsync(server.Run, Token));
        Assert.Single((await missing.Summary().ListWebhooksAsync(missing.Run, Token))!);
        Assert.Equal(2, missing.Lines.Count);
    }

    [Theory]
    [InlineData("""{"entities":[]}""", 0)]
    [InlineData("""{"entities":[{"id":"1"}],"pageCount":"2","total":1.5}""", 1)]
    [InlineData("""{"entities":[{"id":"1"},{"id":"1"}],"total":1}""", 1)]
    [InlineData("""{"entities":[{"id":"1"}],"total":2}""", null)]
    public async Task A_list_of_webhooks_adds_up_or_is_IncompleteResult(string answer, int? count)
    {
        ScriptedServer server = new((Webhooks, answer));
        int? found = null;
        InsightsException? e = await Record.ExceptionAsync(async () => found = (await server.Summary().ListWebhooksAsync(server.Run, Token))!.Count) as InsightsException;
        Assert.Equal((count, count is null ? InsightsError.IncompleteResult : null), (found, e?.Error));
    }

    [Fact]
    public void A_list_of_webhooks_without_entities_is_none() => Assert.Equal(
        "entities is not of the expected kind", Assert.Throws<FormatException>(() => SummaryWebhook.ReadPage("{}"u8)).Message);

    [Fact]
    public async Task A_pair_asks_for_a_token_in_a_form_or_in_a_header()
    {
        using SummaryTokenEndpoint summary = new(new Uri("https://login.contoso.com/base/"), "c&1", EngineHarness.Secure("s =é"));
        using HttpRequestMessage form = summary.CreateRequest();
        Assert.Equal("POST https://login.contoso.com/base/oauth/token", $"{form.Method} {form.RequestUri}");
        Assert.Equal("grant_type=client_credentials&client_id=c%261&client_secret=s%20%3D%C3%A9", (await form.Content!.ReadAsStringAsync(Token)).Replace('+', ' ').Replace(" ", "%20", StringComparison.Ordinal));
        Assert.Equal("application/x-www-form-urlencoded", form.Content.Headers.ContentType!.ToString());
        Assert.Equal(("c&1", "login.contoso.com"), (summary.ClientId, summary.Host));
        Assert.Contains("client id and its secret", summary.RejectedHint, StringComparison.Ordinal);
        using PlatformTokenEndpoint platform = new(new Uri("https://login.mypurecloud.com:444"), "c1", EngineHarness.Secure("s:é"));
        using HttpRequestMessage basic = platform.CreateRequest();
        Assert.Equal("POST https://login.mypurecloud.com:444/oauth/token", $"{basic.Method} {basic.RequestUri}");
        Assert.Equal("grant_type=client_credentials", await basic.Content!.ReadAsStringAsync(Token));
        Assert.Equal(("Basic", "c1:s:é"), (basic.Headers.Authorization!.Scheme, Encoding.UTF8.GetString(Convert.FromBase64String(basic.Headers.Authorization.Parameter!))));
        Assert.Equal(("c1", "login.mypurecloud.com:444", "application/x-www-form-urlencoded"), (platform.ClientId, platform.Host, basic.Content.Headers.ContentType!.ToString()));
        Assert.Contains("region", platform.RejectedHint, StringComparison.Ordinal);
        Assert.Equal("t", platform.Read("""{"access_token":"t","expires_in":1}"""u8).Value);
        Assert.Equal("t", summary.Read("""{"access_token":"t","expires_in":1}"""u8).Value);
    }

    private static CoachingWebhook Hook(Uri? uri) => new("w", "hook", uri, true, [], null);
}
