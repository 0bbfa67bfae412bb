using SpeechInsights.Models;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Platform;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformModelTests
{
    [Fact]
    public async Task A_published_program_passes_every_check()
    {
        await using PlatformHarness harness = await StartAsync();
        SpeechModelReport report = await InspectAsync(harness, PlatformCatalog.PublishedProgramId);
        Assert.True(report.IsValid);
        Assert.All(report.Checks, static check => Assert.True(check.Passed, check.ToString()));
        Assert.Equal(["Exists", "Deployed", "Edits", "Topics", "Mapped", "Dialect", "Window", "Retention", "Availability", "Arrival"], report.Checks.Select(static check => check.Name));
    }

    [Theory]
    [InlineData(PlatformCatalog.UnpublishedProgramId, "Deployed", false)]
    [InlineData(PlatformCatalog.EditedProgramId, "Edits", true)]
    [InlineData(PlatformCatalog.EditedProgramId, "Dialect", true)]
    [InlineData(PlatformCatalog.UnmappedProgramId, "Mapped", false)]
    [InlineData(PlatformCatalog.RetiredProgramId, "Topics", false)]
    public async Task What_is_wrong_with_a_program_is_found(string id, string check, bool isValid)
    {
        await using PlatformHarness harness = await StartAsync();
        SpeechModelReport report = await InspectAsync(harness, id);
        Assert.False(report.Checks.Single(found => found.Name == check).Passed);
        Assert.Equal(isValid, report.IsValid);
    }

    [Fact]
    public async Task A_topic_can_stand_in_for_a_program()
    {
        await using PlatformHarness harness = await StartAsync();
        SpeechModelReport report = await InspectAsync(harness, PlatformCatalog.Topics[0].Id);
        Assert.True(report.IsValid);
        Assert.DoesNotContain(report.Checks, static check => check.Name == "Mapped");
    }

    [Fact]
    public async Task What_does_not_exist_is_said()
    {
        await using PlatformHarness harness = await StartAsync();
        SpeechModelReport report = await InspectAsync(harness, "00000000-0000-4000-8000-000000000000");
        Assert.False(report.IsValid);
        Assert.False(report.Checks[0].Passed);
    }

    [Theory]
    [InlineData(Permission.ViewProgram, "Exists")]
    [InlineData(Permission.ViewTopic, "Topics")]
    [InlineData(Permission.ViewRetention, "Retention")]
    [InlineData(Permission.ViewDetails, "Availability")]
    public async Task What_may_not_be_looked_at_is_unknown_and_names_the_permission(string permission, string check)
    {
        await using PlatformHarness harness = await StartAsync(permission);
        SpeechModelReport report = await InspectAsync(harness, PlatformCatalog.PublishedProgramId);
        ModelCheck found = report.Checks.Single(candidate => candidate.Name == check);
        Assert.Null(found.Passed);
        Assert.Contains(permission, found.Detail, StringComparison.Ordinal);
        Assert.Equal(found.Severity != CheckSeverity.Error, report.IsValid);
    }

    [Theory]
    [InlineData(PlatformCatalog.PublishedProgramId, null)]
    [InlineData(PlatformCatalog.UnpublishedProgramId, "ModelNotReady")]
    [InlineData("no-such-program", "ModelNotFound")]
    public async Task The_gate_lets_through_what_is_published(string id, string? error)
    {
        await using PlatformHarness harness = await StartAsync();
        Task gate = harness.Session.Gate.CheckAsync(id, harness.Run, PlatformHarness.Token);
        Assert.Equal(error, (await Record.ExceptionAsync(() => gate) as InsightsException)?.ErrorId);
    }

    [Fact]
    public async Task The_gate_asks_once()
    {
        await using PlatformHarness harness = await StartAsync();
        await harness.Session.Gate.CheckAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);
        await harness.Session.Gate.CheckAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);
        Assert.Equal(1, harness.Requests.Count(static request => request.Path.Contains("/programs/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Programs_are_listed_over_all_pages()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, ListPageCap = 2 });
        List<SpeechModel> models = [];
        await foreach (IReadOnlyList<SpeechModel> batch in harness.Session.Api.ListModelsAsync(harness.Run, PlatformHarness.Token))
        {
            models.AddRange(batch);
        }

        Assert.Equal(PlatformCatalog.Programs.Select(static program => (program.Id, program.Published is not null)), models.Select(static model => (model.Id, model.IsDeployed)));
        Assert.Equal(3, harness.Count("GET", "/api/v2/speechandtextanalytics/programs"));
    }

    private static Task<PlatformHarness> StartAsync(params string[] denied) =>
        PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, DeniedPermissions = denied });

    private static Task<SpeechModelReport> InspectAsync(PlatformHarness harness, string id) => harness.Session.Api.InspectModelAsync(
        new ModelInspection(id, harness.World.End.AddDays(-7), harness.World.End.AddDays(-4), harness.World.End.AddDays(20)), harness.Run, PlatformHarness.Token);
}
