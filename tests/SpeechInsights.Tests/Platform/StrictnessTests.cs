using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Simulator;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>The simulator by itself: what it refuses, and what its answers look like.</summary>
public sealed class StrictnessTests
{
    private const string Query = PlatformHarness.Transcripts + "/query";
    private const string Surveys = PlatformHarness.Surveys + "/query";
    private const string Details = "/api/v2/analytics/conversations/details/query";
    private const string Week = "\"interval\":\"2026-10-05T00:00:00.000Z/2026-10-12T00:00:00.000Z\"";
    private const string Metrics = "\"metrics\":[\"oSentimentScore\"]";

    [Theory]
    [InlineData("GET", "/api/v2/users/me", null, 404, "not.found")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs/none", null, 404, "program.not.found")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs?page=1", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs?state=latest", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/topics?state=Latest", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/topics?pageSize=501", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/topics?name=a&name=b", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/topics?ids=a&state=latest", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/topics?ids=a&dialects=en-US", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs?ids=a&pageSize=20", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs?pageSize=0", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/organizations/me?expand=x", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/processautomation/triggers?pageSize=201", null, 400, "invalid.query.param.value")]
    [InlineData("GET", "/api/v2/processautomation/triggers?after=abc", null, 400, "invalid.query.param.value")]
    [InlineData("GET", PlatformHarness.Transcripts + "/jobs/none", null, 404, "not.found")]
    [InlineData("DELETE", Query, null, 405, "method.not.allowed")]
    [InlineData("POST", Query, "{" + Metrics + "}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + ",\"metrics\":[]}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"limit\":3}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"queryType\":\"groupBy\",\"sortMetric\":{\"name\":\"oSentimentScore\",\"function\":\"sum\"}}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + ",\"metrics\":[\"tSilence\",\"tOtherAudio\"],\"queryType\":\"topN\"}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"views\":[{\"name\":\"tSilence\",\"target\":\"tSilence\",\"function\":\"rangeBound\"}]}", 400, "general.bad.request")]
    [InlineData("POST", Query + "?x=1", "{" + Week + "," + Metrics + "}", 400, "invalid.query.param.value")]
    [InlineData("POST", PlatformHarness.Transcripts + "/jobs", "{" + Week + "," + Metrics + ",\"pageSize\":10001}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + ",\"metrics\":[\"csat\"]}", 400, "invalid.value")]
    [InlineData("POST", Query, "{" + Week + ",\"metrics\":\"oSentimentScore\"}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"groupBy\":[\"agentId\"]}", 400, "invalid.value")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"pageSize\":10}", 400, "invalid.property")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"granularity\":\"1h\"}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"filter\":{\"predicates\":[]}}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"filter\":{\"type\":\"AND\",\"predicates\":[]}}", 400, "invalid.value")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"filter\":{\"type\":\"and\",\"predicates\":[{\"dimension\":\"topic\",\"value\":\"x\"}]}}", 400, "invalid.value")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"filter\":{\"type\":\"and\",\"predicates\":[{\"dimension\":\"topicId\",\"value\":1}]}}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{" + Week + "," + Metrics + ",\"filter\":{\"type\":\"and\",\"clauses\":[{\"predicates\":[]}]}}", 400, "general.bad.request")]
    [InlineData("POST", Query, "{\"interval\":\"2026-10-05/2026-10-12\"," + Metrics + "}", 400, "invalid.date")]
    [InlineData("POST", Query, "{\"interval\":\"2026-10-12T00:00:00Z/2026-10-05T00:00:00Z\"," + Metrics + "}", 400, "general.bad.request")]
    [InlineData("POST", Query, "[]", 400, "general.bad.request")]
    [InlineData("POST", Query, "{", 400, "bad.request")]
    [InlineData("POST", Surveys, "{" + Week + ",\"metrics\":[\"oSentimentScore\"]}", 400, "invalid.value")]
    [InlineData("POST", Surveys, "{" + Week + ",\"metrics\":[\"oSurveyTotalScore\"],\"queryType\":\"topN\"}", 400, "invalid.property")]
    [InlineData("POST", Details, "{}", 400, "general.bad.request")]
    [InlineData("POST", Details, "{\"interval\":\"2026-09-01T00:00:00.000Z/2026-10-02T00:00:00.001Z\"}", 400, "general.bad.request")]
    [InlineData("POST", Details, "{" + Week + ",\"paging\":{\"pageSize\":100}}", 400, "general.bad.request")]
    [InlineData("POST", Details, "{" + Week + ",\"paging\":{\"pageSize\":101,\"pageNumber\":1}}", 400, "general.bad.request")]
    [InlineData("POST", Details, "{" + Week + ",\"paging\":{\"pageSize\":100,\"pageNumber\":1001}}", 400, "general.bad.request")]
    [InlineData("POST", Details, "{" + Week + ",\"order\":\"ascending\"}", 400, "invalid.value")]
    public async Task Refuses_what_the_api_does_not_declare(string method, string path, string? body, int status, string code)
    {
        await using SimulatorHarness harness = await StartAsync();
        using HttpResponseMessage response = await harness.SendAsync(new HttpMethod(method), path, body);
        JsonNode error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((status, code), ((int)response.StatusCode, (string?)error["code"]));
        Assert.Equal(status, (int)error["status"]!);
        Assert.Equal(response.Headers.GetValues("ININ-Correlation-Id").Single(), (string?)error["contextId"]);
    }

    [Theory]
    [InlineData("\"name\":\"a\"", "\"name\":1", "general.bad.request")]
    [InlineData("\"name\":\"a\",", "", "general.bad.request")]
    [InlineData("\"enabled\":true", "\"enabled\":\"true\"", "general.bad.request")]
    [InlineData("conversation.{id}.acw", "conversation.{id}.csat", "invalid.value")]
    [InlineData("\"Workflow\"", "\"Webhook\"", "invalid.value")]
    [InlineData("\"Json\"", "\"json\"", "invalid.value")]
    [InlineData("\"value\":\"VOICE\"", "\"value\":\"VOICE\",\"values\":[\"VOICE\"]", "general.bad.request")]
    [InlineData("\"Equal\"", "\"Equals\"", "invalid.value")]
    [InlineData("\"eventTTLSeconds\":60", "\"eventTTLSeconds\":60,\"delayBySeconds\":60", "general.bad.request")]
    [InlineData("\"eventTTLSeconds\":60", "\"eventTTLSeconds\":9", "general.bad.request")]
    [InlineData("\"eventTTLSeconds\":60", "\"delayBySeconds\":901", "general.bad.request")]
    [InlineData("\"eventTTLSeconds\":60", "\"delayBySeconds\":59", "general.bad.request")]
    [InlineData("\"enabled\":true", "\"enabled\":true,\"url\":\"https://example.com\"", "invalid.property")]
    [InlineData("\"enabled\":true", "\"enabled\":true,\"version\":1", "invalid.property")]
    public async Task Refuses_a_trigger_that_is_none(string good, string bad, string code)
    {
        string body = $$$"""
            {"name":"a","topicName":"v2.detail.events.conversation.{id}.acw","enabled":true,"eventTTLSeconds":60,
             "target":{"type":"Workflow","id":"{{{PlatformCatalog.FlowId}}}","workflowTargetSettings":{"dataFormat":"Json"}},
             "matchCriteria":[{"jsonPath":"mediaType","operator":"Equal","value":"VOICE"}]}
            """;
        Assert.Contains(good, body, StringComparison.Ordinal);
        await using SimulatorHarness harness = await StartAsync();
        JsonNode error = await harness.PostAsync(PlatformHarness.Triggers, body.Replace(good, bad, StringComparison.Ordinal), HttpStatusCode.BadRequest);
        Assert.Equal(code, (string?)error["code"]);
        JsonNode made = await harness.PostAsync(PlatformHarness.Triggers, body);
        Assert.Equal(1, (int)made["version"]!);
    }

    [Theory]
    [InlineData(ServedProfile.Platform, true, 200)]
    [InlineData(ServedProfile.Platform, false, 401)]
    [InlineData(ServedProfile.Summary, true, 400)]
    [InlineData(ServedProfile.Summary, false, 200)]
    [InlineData(ServedProfile.Both, true, 200)]
    [InlineData(ServedProfile.Both, false, 200)]
    public async Task Each_profile_takes_its_own_way_of_asking_for_a_token(object profile, bool basic, int status)
    {
        await using SimulatorHarness harness = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 1, Profile = (ServedProfile)profile });
        using HttpRequestMessage request = new(HttpMethod.Post, "/oauth/token");
        string pair = $"{harness.Server.ClientId}:{harness.Server.ClientSecret}";
        request.Headers.Authorization = basic ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair))) : null;
        request.Content = new StringContent(
            basic ? "grant_type=client_credentials" : $"grant_type=client_credentials&client_id={harness.Server.ClientId}&client_secret={harness.Server.ClientSecret}",
            Encoding.UTF8,
            "application/x-www-form-urlencoded");
        harness.Authorize(null);
        using HttpResponseMessage response = await harness.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Says_401_403_and_429_as_the_api_does()
    {
        await using SimulatorHarness harness = await SimulatorHarness.StartAsync(new SimulatorOptions
        {
            Interactions = 1, Profile = ServedProfile.Platform, RateLimit = 1, DeniedPermissions = [Permission.ViewProgram],
        });
        const string path = "/api/v2/speechandtextanalytics/programs";
        JsonNode denied = await harness.GetAsync(path, HttpStatusCode.Forbidden);
        Assert.Equal("missing.any.permissions", (string?)denied["code"]);
        Assert.Contains(Permission.ViewProgram, (string?)denied["message"], StringComparison.Ordinal);

        using HttpResponseMessage limited = await harness.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.NotNull(limited.Headers.RetryAfter);
        Assert.Equal("1", limited.Headers.GetValues("inin-ratelimit-allowed").Single());
        JsonNode body = JsonNode.Parse(await limited.Content.ReadAsStringAsync())!;
        Assert.Equal(("client.credentials.token.rate.per.minute", 1), ((string?)body["limit"]!["key"], (int)body["limit"]!["value"]!));

        harness.Authorize(null);
        Assert.Equal("authentication.required", (string?)(await harness.GetAsync(path, HttpStatusCode.Unauthorized))["code"]);
        harness.Authorize("stale");
        Assert.Equal("bad.credentials", (string?)(await harness.GetAsync(path, HttpStatusCode.Unauthorized))["code"]);
    }

    [Fact]
    public async Task Aggregates_have_buckets_and_sums_but_no_average()
    {
        await using SimulatorHarness harness = await StartAsync();
        JsonNode answer = await harness.PostAsync(Query, "{" + Week + ",\"granularity\":\"PT1H\",\"groupBy\":[\"conversationId\",\"userId\"],\"metrics\":[\"oSentimentScore\",\"oCustomerSentiment\"]}");
        JsonNode[] rows = [.. answer["results"]!.AsArray().Select(static row => row!)];
        Assert.DoesNotContain("avg", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(rows, static row => row["group"]!["userId"] is null);
        Assert.Contains(rows, static row => row["data"]!.AsArray().Count > 1);
        JsonNode[] scores = [.. rows.SelectMany(static row => row["data"]!.AsArray()).SelectMany(static bucket => bucket!["metrics"]!.AsArray()).Select(static metric => metric!).Where(static metric => (string?)metric["metric"] == "oSentimentScore")];
        Assert.All(scores, static score => Assert.InRange((int)score["stats"]!["min"]!, -100, 100));
        Assert.Contains(scores, static score => (int)score["stats"]!["sum"]! < -30);
        Assert.Contains(scores, static score => (int)score["stats"]!["count"]! > 1);
    }

    [Fact]
    public async Task A_jobs_results_are_there_when_it_is_fulfilled_and_not_before()
    {
        await using SimulatorHarness harness = await StartAsync();
        JsonNode made = await harness.PostAsync(PlatformHarness.Transcripts + "/jobs", "{" + Week + "," + Metrics + ",\"groupBy\":[\"conversationId\"],\"pageSize\":50}", HttpStatusCode.Accepted);
        string job = $"{PlatformHarness.Transcripts}/jobs/{(string?)made["jobId"]}";
        await harness.GetAsync(job + "/results", HttpStatusCode.BadRequest);
        Assert.Equal("QUEUED", (string?)(await harness.GetAsync(job, HttpStatusCode.Accepted))["state"]);
        Assert.Equal("PENDING", (string?)(await harness.GetAsync(job, HttpStatusCode.Accepted))["state"]);
        Assert.Equal("FULFILLED", (string?)(await harness.GetAsync(job))["state"]);
        JsonNode first = await harness.GetAsync(job + "/results");
        Assert.Equal(50, first["results"]!.AsArray().Count);
        JsonNode second = await harness.GetAsync($"{job}/results?cursor={Uri.EscapeDataString((string)first["cursor"]!)}");
        Assert.NotEqual(first["results"]!.ToJsonString(), second["results"]!.ToJsonString());
        await harness.GetAsync(job + "/results?cursor=nonsense", HttpStatusCode.BadRequest);
        using HttpResponseMessage deleted = await harness.SendAsync(HttpMethod.Delete, job);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await harness.GetAsync(job, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Details_of_nothing_have_no_list()
    {
        await using SimulatorHarness harness = await StartAsync();
        JsonNode answer = await harness.PostAsync(Details, "{\"interval\":\"2020-01-01T00:00:00.000Z/2020-01-02T00:00:00.000Z\"}");
        Assert.Equal("""{"totalHits":0}""", answer.ToJsonString());
    }

    [Fact]
    public async Task Its_truth_can_be_asked_for()
    {
        await using SimulatorHarness harness = await StartAsync();
        string[] lines = (await harness.Client.GetStringAsync("/_simulator/platform/truth")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(harness.Server.Platform.World.Truth().Count(), lines.Length);
        Assert.Equal(
            ["conversationId", "userId", "start", "firstAt", "sentimentCount", "sentimentSum", "topicCount", "surveyTotal", "surveyCount", "npsResponses", "npsPromoters", "npsDetractors"],
            JsonNode.Parse(lines[0])!.AsObject().Select(static pair => pair.Key));
    }

    private static Task<SimulatorHarness> StartAsync() =>
        SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 2_000, Profile = ServedProfile.Platform });
}
