using System.Net;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class WebhookTests
{
    internal const string Body =
        """{"name":"n","description":"d","url":"https://c.example/i","type":"rest","enabled":true,"events":["analytics:query:completed"],"headers":{"X-A":"b"},"filter":{"field":"speechAnalyticsModelId","op":"eq","value":"m"}}""";

    [Fact]
    public async Task The_golden_webhook_is_answered_with_id_and_date()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        const string Golden = """
            {"name":"SpeechInsightsToCoachingSync","description":"Syncs speech analytics insights to external coaching platform",
             "url":"https://coaching-platform.example.com/api/v1/insights","type":"rest","enabled":true,
             "events":["analytics:query:completed","speechanalytics:insight:updated"],
             "headers":{"X-Webhook-Source":"GenesysCloud","Content-Type":"application/json"},
             "filter":{"field":"speechAnalyticsModelId","op":"eq","value":"a1b2c3d4-e5f6-7890-abcd-ef1234567890"}}
            """;
        JsonObject answer = (await sim.PostAsync(SimulatorHarness.WebhookPath, Golden)).AsObject();
        Assert.StartsWith("webhook-", (string?)answer["id"], StringComparison.Ordinal);
        Assert.NotNull(answer["dateCreated"]);
        answer.Remove("id");
        answer.Remove("dateCreated");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Golden), answer), answer.ToJsonString());
    }

    [Fact]
    public async Task Lists_are_paged_and_deleted_ones_are_gone()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        for (int i = 0; i < 30; i++)
        {
            await sim.PostAsync(SimulatorHarness.WebhookPath, Body);
        }

        JsonNode first = await sim.GetAsync(SimulatorHarness.WebhookPath);
        Assert.Equal(["entities", "pageSize", "pageNumber", "total", "pageCount"], first.AsObject().Select(p => p.Key));
        Assert.Equal(25, first["entities"]!.AsArray().Count);
        Assert.Equal(2, (int)first["pageCount"]!);
        JsonNode second = await sim.GetAsync(SimulatorHarness.WebhookPath + "?pageSize=25&pageNumber=2");
        Assert.Equal(5, second["entities"]!.AsArray().Count);

        string one = SimulatorHarness.WebhookPath + "/" + (string)first["entities"]![0]!["id"]!;
        using HttpResponseMessage gone = await sim.SendAsync(HttpMethod.Delete, one);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage again = await sim.SendAsync(HttpMethod.Delete, one);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(29, sim.Server.Webhooks.Count);
    }

    [Theory]
    [InlineData("?pageSize=0")]
    [InlineData("?pageSize=101")]
    [InlineData("?pageNumber=x")]
    [InlineData("?pageNumber=1&pageNumber=2")]
    [InlineData("?name=n")]
    public async Task A_bent_list_request_is_refused(string query)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        await sim.GetAsync(SimulatorHarness.WebhookPath + query, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_a_list_reading_and_deleting_are_not_allowed()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 0, WebhookList = false });
        JsonNode webhook = await sim.PostAsync(SimulatorHarness.WebhookPath, Body);
        await sim.GetAsync(SimulatorHarness.WebhookPath, HttpStatusCode.MethodNotAllowed);
        using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Delete, SimulatorHarness.WebhookPath + "/" + (string)webhook["id"]!);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Unique_names_are_an_option()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 0, UniqueWebhookNames = true });
        await sim.PostAsync(SimulatorHarness.WebhookPath, Body);
        await sim.PostAsync(SimulatorHarness.WebhookPath, Body, HttpStatusCode.Conflict);
        Assert.Equal(1, sim.Server.Webhooks.Count);
    }
}
