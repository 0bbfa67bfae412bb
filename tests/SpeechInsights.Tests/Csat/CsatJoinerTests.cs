using System.Text.Json.Nodes;
using SpeechInsights.Csat;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Csat;

public sealed class CsatJoinerTests
{
    private const string SurveyPath = "surveys/summary";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Every_insight_keeps_its_place_and_gets_its_score(int throttle)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 6_000 }, new SessionOptions { RequestsPerMinute = 0, ThrottleLimit = throttle });
        List<ScoredInsight> joined = await JoinAsync(harness, await harness.ReadAsync());
        TruthRow[] truth = [.. harness.Server.World.Truth(null, null)];
        Assert.Equal(truth.Select(row => (row.InteractionId, row.AgentId, row.Csat)), joined.Select(row => (row.InteractionId, row.AgentId!, row.Csat)));
        Assert.Equal(truth.Select(row => (long)row.SurveyCount), joined.Select(row => row.SurveyCount));
        Assert.Contains(joined, row => row.Csat is null);
        Assert.DoesNotContain(joined, row => row.Csat == 0);
    }

    [Fact]
    public async Task A_request_names_a_thousand_interactions_and_none_twice()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        await JoinAsync(harness, await harness.ReadAsync());
        List<string[]> asked = [.. harness.Server.Requests.Snapshot()
            .Where(request => request.Path.Contains(SurveyPath, StringComparison.Ordinal))
            .Select(request => JsonNode.Parse(request.Body!)!)
            .Where(body => (int)body["offset"]! == 0)
            .Select(body => body["filterGroups"]![0]!["filters"]![0]!["values"]!.AsArray().Select(value => (string)value!).ToArray())];
        Assert.Equal([1000, 1000, 1000], asked.Select(ids => ids.Length));
        Assert.Equal(3000, asked.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public async Task A_second_old_a_batch_is_sent_for_as_a_row_arrives()
    {
        ManualTimeProvider time = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(options: new SessionOptions { Time = time, RequestsPerMinute = 0, Timeout = TimeSpan.FromHours(1) });
        List<SpeechInsight> rows = await harness.ReadAsync(first: 3);
        await using CsatJoiner joiner = new(harness.Session, Window(), harness.Run, EngineHarness.Token);
        joiner.Add(rows[0]);
        joiner.Add(rows[1]);
        Assert.False(joiner.HasRows);
        time.Advance(TimeSpan.FromSeconds(1));
        joiner.Add(rows[2]);
        Assert.Equal(3, (await joiner.TakeAsync(EngineHarness.Token)).Count);
    }

    [Fact]
    public async Task Insights_of_several_windows_are_asked_for_in_their_own()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        DateTimeOffset middle = harness.Server.World.Start.AddDays(15);
        List<SpeechInsight> early = await harness.ReadAsync(harness.Query(harness.Input() with { EndTime = middle }));
        List<SpeechInsight> late = await harness.ReadAsync(harness.Query(harness.Input() with { StartTime = middle }));
        List<SpeechInsight> mixed = [.. early.Zip(late).SelectMany(pair => new[] { pair.First, pair.Second })];
        List<ScoredInsight> joined = await JoinAsync(harness, mixed);
        Dictionary<string, double?> truth = harness.Server.World.Truth(null, null).DistinctBy(row => row.InteractionId).ToDictionary(row => row.InteractionId, row => row.Csat);
        Assert.Equal(mixed.Select(row => truth[row.InteractionId]), joined.Select(row => row.Csat));
    }

    [Fact]
    public async Task A_page_of_scores_that_fails_ends_the_join()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = SurveyPath, Kind = FaultKind.Status, Status = 500, Skip = 5 });
        List<SpeechInsight> rows = await harness.ReadAsync();
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => JoinAsync(harness, rows));
        Assert.Equal("ServerError", error.ErrorId);
        Assert.Equal(1, fault.Fired);
    }

    [Theory]
    [InlineData(14, "InvalidDuration")]
    [InlineData(-1, "InvalidDuration")]
    public void A_lag_of_ticks_is_refused(long ticks, string id) => Assert.Equal(
        id, Assert.Throws<InsightsException>(() => new JoinWindow(null, null, TimeSpan.FromTicks(ticks), ApiProfile.Summary)).ErrorId);

    private static JoinWindow Window() => new(null, null, TimeSpan.Zero, ApiProfile.Summary);

    private static async Task<List<ScoredInsight>> JoinAsync(EngineHarness harness, IEnumerable<SpeechInsight> rows)
    {
        List<ScoredInsight> joined = [];
        await using CsatJoiner joiner = new(harness.Session, Window(), harness.Run, EngineHarness.Token);
        foreach (SpeechInsight row in rows)
        {
            joiner.Add(row);
            while (joiner.IsFull || joiner.IsReady)
            {
                joined.AddRange(await joiner.TakeAsync(EngineHarness.Token));
            }
        }

        joiner.Flush();
        while (joiner.HasRows)
        {
            joined.AddRange(await joiner.TakeAsync(EngineHarness.Token));
        }

        return joined;
    }
}
