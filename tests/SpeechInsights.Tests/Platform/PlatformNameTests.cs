using SpeechInsights.Api.Platform;
using SpeechInsights.Insights;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformNameTests
{
    private static readonly InsightGrouping[] s_named = [InsightGrouping.AgentId, InsightGrouping.QueueId, InsightGrouping.TeamId, InsightGrouping.DivisionId];

    [Fact]
    public void Each_metric_and_grouping_has_a_name_of_its_own()
    {
        Assert.Distinct(Enum.GetValues<InsightMetric>().Select(PlatformFields.NameOf));
        Assert.Distinct(Enum.GetValues<InsightGrouping>().Select(PlatformFields.NameOf));
    }

    [Fact]
    public async Task Each_row_has_the_names_of_its_ids_and_those_who_left_have_theirs_too()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { GroupBy = s_named });
        List<string> agents = [.. harness.World.Agents.Ids];
        Assert.All(rows, row =>
        {
            Assert.Equal(row.AgentId is null ? null : AgentNames.Of(agents.IndexOf(row.AgentId)), row.AgentName);
            Assert.Equal(PlatformCatalog.Queues.SingleOrDefault(queue => queue.Id == row.QueueId)?.Name, row.QueueName);
            Assert.Equal(PlatformCatalog.TeamOf(row.AgentId)?.Name, row.TeamName);
            Assert.Equal(PlatformCatalog.Divisions.Single(division => division.Id == row.DivisionId).Name, row.DivisionName);
        });
        Assert.Contains(rows, row => row.AgentId is not null && AgentNames.HasLeft(agents.IndexOf(row.AgentId)));
        Assert.Contains(rows, static row => row.QueueName == "Billing");
        Assert.Equal((1, 1, 1, 1), (Asked("/api/v2/users"), Asked("/api/v2/routing/queues"), Asked("/api/v2/teams"), Asked("/api/v2/authorization/divisions")));

        // What is known is not asked for again.
        await harness.ReadAsync(harness.Input() with { GroupBy = s_named });
        Assert.Equal(1, Asked("/api/v2/users"));
        int Asked(string path) => harness.Count("GET", path);
    }

    [Fact]
    public async Task Topics_have_names_too()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 200, JobLooks = 0 });
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { GroupBy = [InsightGrouping.TopicId] });
        Assert.All(rows, static row => Assert.Equal(PlatformCatalog.Topics.SingleOrDefault(topic => topic.Id == row.TopicId)?.Name, row.TopicName));
        Assert.Contains(rows, static row => row.TopicName is not null);
    }

    [Fact]
    public async Task Without_the_permission_rows_have_ids_and_there_is_one_warning_that_names_it()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 3_000, JobLooks = 0, DeniedPermissions = [Permission.ViewQueue, Permission.ViewTeam] });
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { GroupBy = s_named });
        await harness.ReadAsync(harness.Input() with { GroupBy = s_named });
        Assert.All(rows, static row => Assert.Null(row.QueueName));
        Assert.Contains(rows, static row => row is { QueueId: not null, AgentName: not null });
        Assert.Single(harness.Trace.Warnings, static text => text.Contains(Permission.ViewQueue, StringComparison.Ordinal));
        Assert.Single(harness.Trace.Warnings, static text => text.Contains(Permission.ViewTeam, StringComparison.Ordinal));
        Assert.Equal(1, harness.Count("GET", "/api/v2/routing/queues"));
    }

    [Fact]
    public async Task A_server_that_fails_at_names_fails_no_query()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 300, JobLooks = 0 });
        FaultTicket fault = harness.Fault(new FaultOrder { Kind = FaultKind.Status, Status = 500, Path = "/api/v2/users", Times = 0 });
        List<SpeechInsight> rows = await harness.ReadAsync();
        PlatformHarness.AssertIsTruth(rows, harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End));
        Assert.All(rows, static row => Assert.Null(row.AgentName));
        Assert.Equal(1, fault.Fired);
        Assert.Single(harness.Trace.Warnings);
    }

    [Fact]
    public async Task NoName_asks_for_none()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 300, JobLooks = 0 });
        await harness.ReadAsync();
        int asked = harness.Count("GET", "/api/v2/users");
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { NoName = true });
        Assert.All(rows, static row => Assert.Null(row.AgentName));
        Assert.Equal(asked, harness.Count("GET", "/api/v2/users"));
    }
}
