using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>What the contract does not allow is refused: a client that drifts from it must not pass by luck.</summary>
public sealed class ForbiddenQueryTests
{
    public static TheoryData<string, string> InsightEdits() => new()
    {
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\",", "" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2026-10-05T00:00:00Z\"" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2026-10-05T02:00:00.000+02:00\"" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2026-10-05T00:00:00.0000000Z\"" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2026-13-05T00:00:00.000Z\"" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":20261005" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2026-10-12T00:00:00.000Z\"" },
        { "\"dateFrom\":\"2026-10-05T00:00:00.000Z\"", "\"dateFrom\":\"2024-10-11T00:00:00.000Z\"" },
        { "\"interval\":\"PT1H\",", "" },
        { "\"interval\":\"PT1H\"", "\"interval\":\"01:00:00\"" },
        { "\"interval\":\"PT1H\"", "\"interval\":\"PT59S\"" },
        { "\"interval\":\"PT1H\"", "\"interval\":\"P1M\"" },
        { "\"interval\":\"PT1H\"", "\"interval\":\"P\"" },
        { "\"interval\":\"PT1H\"", "\"interval\":\"PT\"" },
        { "\"conversationType\":\"speech\"", "\"conversationType\":\"chat\"" },
        { "\"conversationType\":\"speech\",", "" },
        { "\"conversationType\":\"speech\"", "\"conversationType\":\"speech\",\"conversationtype\":\"speech\"" },
        { "\"size\":100", "\"size\":100,\"size\":100" },
        { "\"size\":100", "\"size\":0" },
        { "\"size\":100", "\"size\":101" },
        { "\"size\":100", "\"size\":\"100\"" },
        { "\"size\":100", "\"size\":99.5" },
        { "\"size\":100,", "" },
        { "\"offset\":0", "\"offset\":-1" },
        { "\"offset\":0", "\"offset\":null" },
        { "\"offset\":0", "\"offset\":0,\"extra\":1" },
        { "\"metrics\":[\"speechAnalytics\",\"sentiment\"]", "\"metrics\":[]" },
        { "\"metrics\":[\"speechAnalytics\",\"sentiment\"]", "\"metrics\":\"sentiment\"" },
        { "\"metrics\":[\"speechAnalytics\",\"sentiment\"]", "\"metrics\":[\"Sentiment\"]" },
        { "\"metrics\":[\"speechAnalytics\",\"sentiment\"]", "\"metrics\":[\"sentiment\",\"sentiment\"]" },
        { "\"groupings\":[\"interactionId\",\"agentId\"]", "\"groupings\":[\"agentId\"]" },
        { "\"groupings\":[\"interactionId\",\"agentId\"]", "\"groupings\":[\"interactionId\",\"queueId\"]" },
        { "\"speechAnalyticsModelId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"", "\"speechAnalyticsModelId\":\"\"" },
        { "\"speechAnalyticsModelId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"", "\"speechAnalyticsModelId\":null" },
        { "\"filterGroups\":[]", "\"filterGroups\":null" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"type\":\"and\",\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"a\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[7]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"\\ud800\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"eq\",\"values\":[\"a\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"value\":\"a\"}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"queueId\",\"op\":\"in\",\"values\":[\"a\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"sentiment.score\",\"op\":\"gte\",\"values\":[1.01]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"sentiment.score\",\"op\":\"gte\",\"values\":[\"0.5\"]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"sentiment.score\",\"op\":\"gte\",\"values\":[0.1,0.2]}]}]" },
        { "\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"sentiment.score\",\"op\":\"gt\",\"values\":[0.1]}]}]" },
        {
            "\"filterGroups\":[]",
            "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"a\"]},{\"field\":\"sentiment.score\",\"op\":\"gte\",\"values\":[0.1]}]}]"
        },
        {
            "\"filterGroups\":[]",
            "\"filterGroups\":[{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"a\"]}]},{\"filters\":[{\"field\":\"id\",\"op\":\"in\",\"values\":[\"b\"]}]}]"
        },
    };

    public static TheoryData<string, string> WebhookEdits() => new()
    {
        { "\"type\":\"rest\"", "\"type\":\"soap\"" },
        { "\"enabled\":true", "\"enabled\":\"true\"" },
        { "\"name\":\"n\",", "" },
        { "\"url\":\"https://c.example/i\"", "\"url\":\"c.example/i\"" },
        { "\"url\":\"https://c.example/i\"", "\"url\":\"ftp://c.example/i\"" },
        { "[\"analytics:query:completed\"]", "[]" },
        { "[\"analytics:query:completed\"]", "[\"analytics:query:started\"]" },
        { "{\"X-A\":\"b\"}", "{\"X-A\":1}" },
        { "{\"X-A\":\"b\"}", "[]" },
        { "\"op\":\"eq\"", "\"op\":\"in\"" },
        { "\"field\":\"speechAnalyticsModelId\"", "\"field\":\"modelId\"" },
        { "\"value\":\"m\"", "\"values\":[\"m\"]" },
        { "\"value\":\"m\"}", "\"value\":\"m\"},\"id\":\"x\"" },
    };

    [Theory]
    [MemberData(nameof(InsightEdits))]
    public async Task A_bent_insight_query_is_refused(string part, string bent)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        string body = SimulatorHarness.Insight();
        Assert.Contains(part, body, StringComparison.Ordinal);
        JsonNode error = await sim.PostAsync(SimulatorHarness.InsightPath, body.Replace(part, bent, StringComparison.Ordinal), HttpStatusCode.BadRequest);
        Assert.NotEmpty((string)error["message"]!);
        Assert.Equal(400, (int)error["status"]!);
    }

    [Theory]
    [InlineData("\"metrics\":[\"csat\"]", "\"metrics\":[\"sentiment\"]")]
    [InlineData("\"groupings\":[\"interactionId\"]", "\"groupings\":[\"interactionId\",\"agentId\"]")]
    [InlineData("\"offset\":0", "\"offset\":0,\"speechAnalyticsModelId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"")]
    [InlineData("\"offset\":0", "\"offset\":0,\"conversationType\":\"speech\"")]
    [InlineData("\"filterGroups\":[]", "\"filterGroups\":[{\"filters\":[{\"field\":\"sentiment.score\",\"op\":\"gte\",\"values\":[0.5]}]}]")]
    public async Task A_bent_survey_query_is_refused(string part, string bent)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        string body = SimulatorHarness.Survey();
        Assert.Contains(part, body, StringComparison.Ordinal);
        await sim.PostAsync(SimulatorHarness.SurveyPath, body.Replace(part, bent, StringComparison.Ordinal), HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(WebhookEdits))]
    public async Task A_bent_webhook_is_refused(string part, string bent)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        Assert.Contains(part, WebhookTests.Body, StringComparison.Ordinal);
        string body = WebhookTests.Body.Replace(part, bent, StringComparison.Ordinal);
        await sim.PostAsync(SimulatorHarness.WebhookPath, body, HttpStatusCode.BadRequest);
        Assert.Empty(sim.Server.Webhooks.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"dateFrom\":\"2026-10-05T00:00:00.000Z\",}")]
    [InlineData("{/* comment */}")]
    [InlineData("null")]
    public async Task What_is_not_a_json_object_is_refused(string body)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        await sim.PostAsync(SimulatorHarness.InsightPath, body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_a_thousand_ids_are_refused()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        string ids = string.Join(',', Enumerable.Range(0, 1_001).Select(i => $"\"int-{i}\""));
        string filter = SimulatorHarness.Filter("id", "in", ids);
        await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(filter), HttpStatusCode.BadRequest);
        await sim.PostAsync(SimulatorHarness.SurveyPath, SimulatorHarness.Survey(filter), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("text/plain", "")]
    [InlineData("application/json; charset=utf-16", "")]
    [InlineData("application/json", "?expand=all")]
    public async Task Another_content_type_or_a_query_string_is_refused(string contentType, string query)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(SimulatorHarness.Insight()));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using HttpResponseMessage response = await sim.Client.PostAsync(SimulatorHarness.InsightPath + query, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
