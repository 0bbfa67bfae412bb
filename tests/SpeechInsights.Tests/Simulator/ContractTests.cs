using System.Net;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>What the contract allows is answered as the contract says.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task The_golden_query_is_accepted()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        TruthRow row = sim.Server.World.Truth(SimulatorHarness.Moment(SimulatorHarness.From)).First(r => r.Sentiment >= 0.2);
        string golden = $$"""
            {"dateFrom":"2026-10-05T00:00:00.000Z","dateTo":"2026-10-12T00:00:00.000Z","interval":"PT1H","conversationType":"speech",
             "filterGroups":[{"filters":[{"field":"id","op":"in","values":["{{row.InteractionId}}"]}]},
                             {"filters":[{"field":"speechAnalytics.topics.name","op":"in","values":["{{row.Topics[0]}}"]}]},
                             {"filters":[{"field":"sentiment.score","op":"gte","values":[0.2]}]}],
             "metrics":["speechAnalytics","sentiment"],"groupings":["interactionId","agentId"],"size":100,"offset":0,
             "speechAnalyticsModelId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890"}
            """;

        JsonNode answer = await sim.PostAsync(SimulatorHarness.InsightPath, golden);

        Assert.Equal(["byGroup", "totalCount", "pageSize", "offset"], answer.AsObject().Select(p => p.Key));
        Assert.Equal(100, (int)answer["pageSize"]!);
        Assert.Equal(0, (int)answer["offset"]!);
        JsonNode first = answer["byGroup"]![0]!;
        Assert.Equal(row.InteractionId, (string?)first["groupId"]);
        Assert.Equal(row.InteractionId, (string?)first["groupName"]);
        Assert.Equal(row.AgentId, (string?)first["groupBy"]!["agentId"]);
        Assert.Equal(row.Time, SimulatorHarness.Moment((string)first["groupBy"]!["time"]!));
        Assert.Equal(row.SpeechCount, (int)first["byMetric"]!["speechAnalytics"]!["count"]!);
        Assert.Equal(row.SentimentCount, (int)first["byMetric"]!["sentiment"]!["count"]!);
        Assert.Equal(row.Sentiment, (double)first["byMetric"]!["sentiment"]!["avg"]!);
    }

    [Fact]
    public async Task Only_the_metrics_and_groupings_asked_for_are_answered()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        JsonNode answer = await sim.PostAsync(SimulatorHarness.InsightPath,
            SimulatorHarness.Insight(groupings: "\"interactionId\"", metrics: "\"speechAnalytics\"", size: 1));
        JsonObject row = answer["byGroup"]![0]!.AsObject();
        Assert.Null(row["groupBy"]!["agentId"]);
        Assert.Equal(["speechAnalytics"], row["byMetric"]!.AsObject().Select(p => p.Key));
    }

    [Theory]
    [InlineData("PT1H", 3_600)]
    [InlineData("PT15M", 900)]
    [InlineData("PT90S", 90)]
    [InlineData("P1D", 86_400)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1DT12H", 129_600)]
    public async Task The_time_is_the_start_truncated_to_the_interval(string interval, int seconds)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        TruthRow truth = sim.Server.World.Truth(SimulatorHarness.Moment(SimulatorHarness.From)).First();
        JsonNode answer = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(interval: interval, size: 1));
        long start = truth.Start.ToUnixTimeSeconds();
        DateTimeOffset bucket = SimulatorHarness.Moment((string)answer["byGroup"]![0]!["groupBy"]!["time"]!);
        Assert.Equal(start - (start % seconds), bucket.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Groups_may_come_without_groupBy()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 500, IncludeGroupBy = false });
        JsonNode answer = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(size: 1));
        Assert.Equal(["groupId", "groupName", "byMetric"], answer["byGroup"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task A_window_of_exactly_730_days_passes_and_an_offset_behind_the_end_is_empty()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        JsonNode answer = await sim.PostAsync(SimulatorHarness.InsightPath,
            SimulatorHarness.Insight(from: "2024-11-02T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z", offset: 5_000));
        Assert.Empty(answer["byGroup"]!.AsArray());
        Assert.Equal(sim.Server.World.AgentRowCount, (int)answer["totalCount"]!);
        Assert.Equal(5_000, (int)answer["offset"]!);
    }

    [Fact]
    public async Task Models_are_read_singly_and_listed()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        JsonNode model = await sim.GetAsync(SimulatorHarness.ModelsPath + "/a1b2c3d4-e5f6-7890-abcd-ef1234567890");
        Assert.Equal(["id", "name", "status", "type", "lastUpdated"], model.AsObject().Select(p => p.Key));
        Assert.Equal("Customer Sentiment Model v2", (string?)model["name"]);
        Assert.Equal("deployed", (string?)model["status"]);
        Assert.Equal("sentiment", (string?)model["type"]);
        Assert.Equal("training", (string?)(await sim.GetAsync(SimulatorHarness.ModelsPath + "/" + ModelCatalog.TrainingId))["status"]);
        Assert.Equal("deprecated", (string?)(await sim.GetAsync(SimulatorHarness.ModelsPath + "/" + ModelCatalog.DeprecatedId))["status"]);

        JsonNode list = await sim.GetAsync(SimulatorHarness.ModelsPath + "?pageSize=2&pageNumber=2");
        Assert.Single(list["entities"]!.AsArray());
        Assert.Equal(3, (int)list["total"]!);
        Assert.Equal(2, (int)list["pageNumber"]!);
        Assert.Equal(2, (int)list["pageSize"]!);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_every_error_has_the_services_body()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath + "/no-such-model");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        JsonNode error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(["message", "code", "status", "contextId", "details", "errors"], error.AsObject().Select(p => p.Key));
        Assert.Equal("not.found", (string?)error["code"]);
        Assert.Equal(404, (int)error["status"]!);
        Assert.Equal(response.Headers.GetValues("ININ-Correlation-Id").Single(), (string?)error["contextId"]);

        string body = SimulatorHarness.Insight().Replace(ModelCatalog.DeployedId, "no-such-model", StringComparison.Ordinal);
        Assert.Equal("not.found", (string?)(await sim.PostAsync(SimulatorHarness.InsightPath, body, HttpStatusCode.NotFound))["code"]);
        await sim.GetAsync("/api/v2/elsewhere", HttpStatusCode.NotFound);
        await sim.GetAsync(SimulatorHarness.InsightPath, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Surveys_are_scored_with_the_truth()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 4_000 });
        List<JsonNode> rows = await sim.ReadAllAsync(offset => SimulatorHarness.Survey(offset: offset), SimulatorHarness.SurveyPath);
        Dictionary<string, TruthRow> truth = [];
        foreach (TruthRow row in Window(sim))
        {
            truth[row.InteractionId] = row;
        }

        foreach (JsonNode row in rows)
        {
            TruthRow expected = truth[(string)row["groupId"]!];
            JsonNode csat = row["byMetric"]!["csat"]!;
            Assert.Equal(expected.SurveyCount, (int)csat["count"]!);
            Assert.Equal(expected.Csat, (double?)csat["avg"]);
            Assert.Null(row["groupBy"]);
        }

        Assert.Equal(truth.Values.Count(row => row.SurveyCount > 0), rows.Count(row => (int)row["byMetric"]!["csat"]!["count"]! > 0));
        Assert.Contains(rows, row => (int)row["byMetric"]!["csat"]!["count"]! == 0);
        Assert.Contains(rows, row => (int)row["byMetric"]!["csat"]!["count"]! == 2);
    }

    [Fact]
    public async Task A_survey_query_takes_a_thousand_ids_or_no_filter_groups_at_all()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 4_000 });
        string[] ids = [.. Window(sim).Select(row => row.InteractionId).Distinct().Take(900)];
        string padded = string.Join(',', ids.Concat(Enumerable.Range(0, 100).Select(i => "int-" + i)).Select(id => $"\"{id}\""));
        JsonNode some = await sim.PostAsync(SimulatorHarness.SurveyPath, SimulatorHarness.Survey(SimulatorHarness.Filter("id", "in", padded)));
        string everything = SimulatorHarness.Survey().Replace("\"filterGroups\":[],", "", StringComparison.Ordinal);
        JsonNode all = await sim.PostAsync(SimulatorHarness.SurveyPath, everything);
        Assert.InRange((int)some["totalCount"]!, 1, (int)all["totalCount"]! - 1);
    }

    private static IEnumerable<TruthRow> Window(SimulatorHarness sim) =>
        sim.Server.World.Truth(SimulatorHarness.Moment(SimulatorHarness.From), SimulatorHarness.Moment(SimulatorHarness.To));
}
