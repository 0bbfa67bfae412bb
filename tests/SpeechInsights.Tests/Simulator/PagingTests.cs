using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class PagingTests
{
    private static readonly SimulatorOptions s_options = new() { Interactions = 3_000 };

    [Theory]
    [InlineData(100)]
    [InlineData(37)]
    public async Task Pages_cover_every_row_once_and_equal_the_truth(int size)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(s_options);
        List<JsonNode> rows = await sim.ReadAllAsync(offset => SimulatorHarness.Insight(size: size, offset: offset));
        string[] expected = [.. Window(sim).Select(row => $"{row.InteractionId} {row.AgentId} {row.Sentiment} {row.SentimentCount} {row.SpeechCount}")];
        Assert.Equal(expected, rows.Select(Line));
        Assert.Equal(1, sim.Server.RowSearches);
    }

    [Fact]
    public async Task Without_agents_a_transferred_interaction_is_one_row()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(s_options);
        List<JsonNode> rows = await sim.ReadAllAsync(offset => SimulatorHarness.Insight(groupings: "\"interactionId\"", offset: offset));
        string[] expected = [.. Window(sim).Select(row => row.InteractionId).Distinct()];
        Assert.Equal(expected, rows.Select(row => (string)row["groupId"]!));
        Assert.True(expected.Length < Window(sim).Count());
    }

    [Fact]
    public async Task Filters_agree_with_the_truth()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(s_options);
        TruthRow[] truth = [.. Window(sim)];
        string[] ids = [.. truth.Where((_, i) => i % 3 == 0).Select(row => row.InteractionId).Distinct()];
        string idFilter = SimulatorHarness.Filter("id", "in", string.Join(',', ids.Select(id => $"\"{id}\"")) + ",\"int-111\"");
        string topicFilter = SimulatorHarness.Filter("speechAnalytics.topics.name", "in", "\"billing_inquiry\",\"product_return\",\"unheard_of\"");
        string scoreFilter = SimulatorHarness.Filter("sentiment.score", "gte", "0.15");
        Func<TruthRow, bool> hasTopic = row => row.Topics.Contains("billing_inquiry") || row.Topics.Contains("product_return");

        await AssertRowsAsync(sim, idFilter, truth.Where(row => ids.Contains(row.InteractionId)));
        await AssertRowsAsync(sim, topicFilter, truth.Where(hasTopic));
        await AssertRowsAsync(sim, scoreFilter, truth.Where(row => row.Sentiment >= 0.15));
        await AssertRowsAsync(sim, $"{topicFilter},{scoreFilter}", truth.Where(row => hasTopic(row) && row.Sentiment >= 0.15));
        await AssertRowsAsync(sim, $"{idFilter},{topicFilter},{scoreFilter}",
            truth.Where(row => ids.Contains(row.InteractionId) && hasTopic(row) && row.Sentiment >= 0.15));
        await AssertRowsAsync(sim, SimulatorHarness.Filter("speechAnalytics.topics.name", "in", "\"unheard_of\""), []);
        await AssertRowsAsync(sim, SimulatorHarness.Filter("id", "in", $"\"{ids[0].ToUpperInvariant()}\""), []);
    }

    [Fact]
    public async Task A_threshold_is_met_by_an_equal_average()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(s_options);
        foreach (TruthRow row in Window(sim).Where(row => row.Sentiment is not null).Take(50))
        {
            string filters = SimulatorHarness.Filter("id", "in", $"\"{row.InteractionId}\"") + ","
                + SimulatorHarness.Filter("sentiment.score", "gte", JsonValue.Create(row.Sentiment!.Value).ToJsonString());
            JsonNode page = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(filters));
            Assert.NotEqual(0, (int)page["totalCount"]!);
        }
    }

    [Fact]
    public async Task The_row_cache_forgets_and_still_answers_right()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(s_options);
        for (int round = 0; round < 2; round++)
        {
            for (int step = 0; step < 80; step++)
            {
                double minimum = (step - 40) / 100.0;
                string filter = SimulatorHarness.Filter("sentiment.score", "gte", JsonValue.Create(minimum).ToJsonString());
                JsonNode page = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(filter, size: 1));
                Assert.Equal(Window(sim).Count(row => row.Sentiment >= minimum), (int)page["totalCount"]!);
            }
        }

        Assert.InRange(sim.Server.RowSearches, 81, 160);
    }

    private static async Task AssertRowsAsync(SimulatorHarness sim, string filters, IEnumerable<TruthRow> expected)
    {
        List<JsonNode> rows = await sim.ReadAllAsync(offset => SimulatorHarness.Insight(filters, offset: offset));
        Assert.Equal(expected.Select(row => row.InteractionId + row.AgentId),
            rows.Select(row => (string)row["groupId"]! + (string)row["groupBy"]!["agentId"]!));
    }

    private static IEnumerable<TruthRow> Window(SimulatorHarness sim) =>
        sim.Server.World.Truth(SimulatorHarness.Moment(SimulatorHarness.From), SimulatorHarness.Moment(SimulatorHarness.To));

    private static string Line(JsonNode row)
    {
        JsonNode metrics = row["byMetric"]!;
        double? average = (double?)metrics["sentiment"]?["avg"];
        int count = (int?)metrics["sentiment"]?["count"] ?? 0;
        return $"{(string)row["groupId"]!} {(string)row["groupBy"]!["agentId"]!} {average} {count} {(int)metrics["speechAnalytics"]!["count"]!}";
    }
}
