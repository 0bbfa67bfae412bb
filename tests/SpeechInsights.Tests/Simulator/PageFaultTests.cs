using System.Text.Json.Nodes;
using SpeechInsights.Simulator.Faults;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>Faults that bend a list of rows.</summary>
public sealed class PageFaultTests
{
    [Fact]
    public async Task Shifted_rows_stand_at_the_front_from_then_on()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        (string[] before, int total) = await PageAsync(sim, 0);
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.Shift, Rows = 3 });
        for (int round = 0; round < 2; round++)
        {
            (string[] page, int grown) = await PageAsync(sim, 0);
            Assert.Equal(total + 3, grown);
            Assert.Equal(before[..7], page[3..]);
            Assert.Empty(before.Intersect(page[..3]));
        }

        Assert.Equal(1, fault.Fired);
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.Shift, Rows = 2 });
        (string[] again, int grownAgain) = await PageAsync(sim, 0);
        Assert.Equal(total + 5, grownAgain);
        Assert.Equal(before[..5], again[5..]);
        Assert.Equal(10, again.Distinct().Count());

        sim.Server.Faults.Clear();
        (again, grownAgain) = await PageAsync(sim, 0);
        Assert.Equal(total, grownAgain);
        Assert.Equal(before, again);
    }

    [Fact]
    public async Task Vanished_rows_are_gone_from_then_on()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        (string[] before, int total) = await PageAsync(sim, 0);
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.Vanish, Rows = 4 });
        (string[] page, int less) = await PageAsync(sim, 0);
        Assert.Equal(total - 4, less);
        Assert.Equal(before[4..], page[..6]);
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.Shift, Rows = 1 });
        (page, less) = await PageAsync(sim, 0);
        Assert.Equal(total - 3, less);
        Assert.Equal(before[4..], page[1..7]);
    }

    [Fact]
    public async Task A_page_may_repeat_the_end_of_the_one_before()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        (string[] first, int total) = await PageAsync(sim, 0);
        (string[] second, _) = await PageAsync(sim, 10);
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.Duplicate, Rows = 2 });
        Assert.Equal(first, (await PageAsync(sim, 0)).Ids);
        Assert.Equal(0, fault.Fired);
        (string[] bent, int same) = await PageAsync(sim, 10);
        Assert.Equal([.. first[8..], .. second[2..]], bent);
        Assert.Equal(total, same);
        Assert.Equal(1, fault.Fired);
        Assert.Equal(second, (await PageAsync(sim, 10)).Ids);
    }

    [Fact]
    public async Task Totals_may_lie_and_pages_may_be_capped()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        (string[] ids, int total) = await PageAsync(sim, 0);
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.TotalLies, By = -7 });
        Assert.Equal(total - 7, (await PageAsync(sim, 0)).Total);
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.PageSizeCap, Rows = 4 });
        JsonNode page = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(groupings: "\"interactionId\"", size: 10));
        Assert.Equal(4, (int)page["pageSize"]!);
        Assert.Equal(ids[..4], page["byGroup"]!.AsArray().Select(row => (string)row!["groupId"]!));
        Assert.Equal(total, (await PageAsync(sim, 0)).Total);
    }

    [Fact]
    public async Task Surveys_shift_on_their_own()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        (_, int insights) = await PageAsync(sim, 0);
        JsonNode before = await sim.PostAsync(SimulatorHarness.SurveyPath, SimulatorHarness.Survey(size: 5));
        sim.Server.Faults.Add(new FaultOrder { Path = "surveys", Kind = FaultKind.Shift, Rows = 2 });
        JsonNode after = await sim.PostAsync(SimulatorHarness.SurveyPath, SimulatorHarness.Survey(size: 5));
        Assert.Equal((int)before["totalCount"]! + 2, (int)after["totalCount"]!);
        Assert.Equal((string?)before["byGroup"]![0]!["groupId"], (string?)after["byGroup"]![2]!["groupId"]);
        Assert.Equal(insights, (await PageAsync(sim, 0)).Total);
    }

    private static async Task<(string[] Ids, int Total)> PageAsync(SimulatorHarness sim, int offset)
    {
        JsonNode page = await sim.PostAsync(SimulatorHarness.InsightPath,
            SimulatorHarness.Insight(groupings: "\"interactionId\"", size: 10, offset: offset));
        return ([.. page["byGroup"]!.AsArray().Select(row => (string)row!["groupId"]!)], (int)page["totalCount"]!);
    }
}
