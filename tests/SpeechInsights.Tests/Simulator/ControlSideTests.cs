using System.Net;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class ControlSideTests
{
    [Fact]
    public async Task The_truth_is_streamed_line_by_line_without_a_token()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 3_000 });
        sim.Authorize(null);
        string text = await sim.Client.GetStringAsync($"/_simulator/truth?from={SimulatorHarness.From}&to={SimulatorHarness.To}");
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        TruthRow[] rows = [.. sim.Server.World.Truth(SimulatorHarness.Moment(SimulatorHarness.From), SimulatorHarness.Moment(SimulatorHarness.To))];
        Assert.Equal(rows.Length, lines.Length);
        JsonNode first = JsonNode.Parse(lines[0])!;
        Assert.Equal(["interactionId", "agentId", "time", "start", "topics", "speechCount", "sentimentCount", "sentiment", "csat", "surveyCount"],
            first.AsObject().Select(p => p.Key));
        for (int i = 0; i < lines.Length; i++)
        {
            JsonNode line = JsonNode.Parse(lines[i])!;
            Assert.Equal(rows[i].InteractionId, (string?)line["interactionId"]);
            Assert.Equal(rows[i].Start, SimulatorHarness.Moment((string)line["start"]!));
            Assert.Equal(rows[i].Sentiment, (double?)line["sentiment"]);
            Assert.Equal(rows[i].Csat, (double?)line["csat"]);
        }
    }

    [Fact]
    public async Task Faults_are_ordered_listed_and_cleared_over_http()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        JsonNode order = await sim.PostAsync("/_simulator/faults", """{"path":"models","kind":"status","status":502,"html":true,"retryAfter":"3","times":0}""");
        Assert.Equal(1, (int)order["id"]!);
        using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        JsonNode list = await sim.GetAsync("/_simulator/faults");
        Assert.Equal(1, (int)list[0]!["fired"]!);
        Assert.Equal("status", (string?)list[0]!["order"]!["kind"]);
        using HttpResponseMessage cleared = await sim.SendAsync(HttpMethod.Delete, "/_simulator/faults");
        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        await sim.GetAsync(SimulatorHarness.ModelsPath);
    }

    [Theory]
    [InlineData("""{"path":"models","kind":"explode"}""")]
    [InlineData("""{"kind":"reset"}""")]
    [InlineData("""{"path":"models","kind":"reset","tims":2}""")]
    [InlineData("""{"path":"models","kind":"status","status":42}""")]
    [InlineData("""{"path":null,"kind":"reset"}""")]
    [InlineData("null")]
    public async Task A_misspelt_fault_is_refused(string order)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        await sim.PostAsync("/_simulator/faults", order, HttpStatusCode.BadRequest);
        Assert.Empty(sim.Server.Faults.Tickets);
    }

    [Fact]
    public async Task Requests_are_logged_but_never_a_secret()
    {
        ManualTimeProvider time = new();
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 10, ClientSecret = "s3cret", Time = time });
        time.Advance(TimeSpan.FromMilliseconds(1_500));
        using HttpResponseMessage token = await sim.AskTokenAsync("s3cret");
        string body = SimulatorHarness.Insight();
        await sim.PostAsync(SimulatorHarness.InsightPath, body);
        await sim.GetAsync(SimulatorHarness.WebhookPath + "?pageSize=5");
        await sim.GetAsync(SimulatorHarness.ModelsPath + "/a%2Fb%20c", HttpStatusCode.NotFound);
        string text = await sim.Client.GetStringAsync("/_simulator/requests");
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        JsonArray log = JsonNode.Parse(text)!.AsArray();
        Assert.Equal(4, log.Count);
        Assert.Equal("/oauth/token", (string?)log[0]!["path"]);
        Assert.Equal(1_500, (double)log[0]!["startedMs"]!);
        Assert.Null(log[0]!["body"]);
        Assert.Equal(body, (string?)log[1]!["body"]);
        Assert.Equal(200, (int)log[1]!["status"]!);
        Assert.Equal("?pageSize=5", (string?)log[2]!["query"]);
        Assert.Equal(SimulatorHarness.ModelsPath + "/a%2Fb%20c", (string?)log[3]!["path"]);

        JsonNode counters = await sim.GetAsync("/_simulator/counters");
        Assert.Equal(1, (int)counters["requests"]![SimulatorHarness.InsightPath]!);
        Assert.Equal(1, (int)counters["requests"]![SimulatorHarness.ModelsPath + "/{id}"]!);
        Assert.Equal(3, (int)counters["statuses"]!["200"]!);
        Assert.Equal(1, (int)counters["maxConcurrent"]!);
        using HttpResponseMessage cleared = await sim.SendAsync(HttpMethod.Delete, "/_simulator/requests");
        Assert.Empty(sim.Server.Requests.Snapshot());
    }

    [Fact]
    public async Task Webhooks_are_shown_and_cleared()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        await sim.PostAsync(SimulatorHarness.WebhookPath, WebhookTests.Body);
        JsonNode list = await sim.GetAsync("/_simulator/webhooks");
        Assert.Equal("b", (string?)list[0]!["headers"]!["X-A"]);
        using HttpResponseMessage cleared = await sim.SendAsync(HttpMethod.Post, "/_simulator/webhooks/clear");
        Assert.Equal(0, sim.Server.Webhooks.Count);
        await sim.GetAsync("/_simulator/elsewhere", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_simulators_share_nothing()
    {
        await using SimulatorHarness one = await SimulatorHarness.StartAsync();
        await using SimulatorHarness two = await SimulatorHarness.StartAsync();
        Assert.NotEqual(one.Server.BaseAddress, two.Server.BaseAddress);
        Assert.NotEqual(one.Server.ClientSecret, two.Server.ClientSecret);
        await one.PostAsync(SimulatorHarness.WebhookPath, WebhookTests.Body);
        Assert.Equal(0, two.Server.Webhooks.Count);
        Assert.Equal(0, two.Server.Counters.Total);
    }

    [Fact]
    public async Task The_same_query_gives_the_same_bytes_and_another_seed_others()
    {
        async Task<string> FirstPageAsync(int seed)
        {
            await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 1_000, Seed = seed });
            using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Post, SimulatorHarness.InsightPath, SimulatorHarness.Insight());
            return await response.Content.ReadAsStringAsync();
        }

        string page = await FirstPageAsync(7);
        Assert.Equal(page, await FirstPageAsync(7));
        Assert.NotEqual(page, await FirstPageAsync(11));
    }
}
