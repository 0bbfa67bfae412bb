using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformTriggerTests
{
    private const string OtherFlow = "11111111-2222-4333-8444-555555555555";

    [Fact]
    public async Task Registered_twice_there_is_one()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        CoachingWebhook second = await RegisterAsync(harness);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Id, Assert.Single(harness.Server.Platform.Triggers.All).Id);
        Assert.Equal(PlatformCatalog.FlowId, first.FlowId);
        Assert.Equal([PlatformCatalog.AcwTopic], first.Event);
    }

    [Fact]
    public async Task Another_of_the_same_name_is_changed_in_its_place_by_force()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => RegisterAsync(harness, Wanted() with { FlowId = OtherFlow }));
        Assert.Equal("WebhookAlreadyExists", error.ErrorId);
        CoachingWebhook second = await RegisterAsync(harness, Wanted() with { FlowId = OtherFlow }, force: true);
        Assert.Equal(first.Id, second.Id);
        Trigger trigger = Assert.Single(harness.Server.Platform.Triggers.All);
        Assert.Equal((2L, OtherFlow), (trigger.Version, trigger.FlowId));
    }

    [Fact]
    public async Task One_that_is_switched_off_is_not_the_same()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingWebhook made = await RegisterAsync(harness);
        Assert.True(made.Enabled);
        CoachingWebhook off = new(made.Id, made.Name, made.Uri, false, made.Event, made.Created) { FlowId = made.FlowId, ModelId = made.ModelId, Version = made.Version };
        Assert.True(harness.Session.Api.IsSame(made, Wanted()));
        Assert.False(harness.Session.Api.IsSame(off, Wanted()));
    }

    [Fact]
    public async Task Changed_meanwhile_by_somebody_else_it_is_read_and_changed_once_more()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        CoachingWebhook stale = Assert.Single((await harness.Session.Api.ListWebhooksAsync(harness.Run, PlatformHarness.Token))!);
        await harness.Session.Api.ReplaceWebhookAsync(stale, Wanted() with { FlowId = OtherFlow }, harness.Run, PlatformHarness.Token);
        await harness.Session.Api.ReplaceWebhookAsync(stale, Wanted() with { Description = "mine" }, harness.Run, PlatformHarness.Token);
        Trigger trigger = Assert.Single(harness.Server.Platform.Triggers.All);
        Assert.Equal((3L, PlatformCatalog.FlowId, first.Id), (trigger.Version, trigger.FlowId, trigger.Id));
        Assert.Equal(1, harness.Requests.Count(static request => request.Status == 409));
    }

    [Fact]
    public async Task Another_topic_makes_a_new_trigger_and_deletes_the_old()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        CoachingWebhook second = await RegisterAsync(harness, Wanted() with { Topic = "v2.quality.evaluations" }, force: true);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, Assert.Single(harness.Server.Platform.Triggers.All).Id);
        Assert.DoesNotContain(harness.Requests, static request => request.Method == "PUT");
    }

    [Fact]
    public async Task A_topic_that_there_is_not_is_an_error_before_anything_is_made()
    {
        await using PlatformHarness harness = await StartAsync();
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => RegisterAsync(harness, Wanted() with { Topic = "v2.speechandtextanalytics.conversation.{id}.sentiment" }));
        Assert.Equal("TopicNotFound", error.ErrorId);
        Assert.Equal(0, harness.Count("POST", PlatformHarness.Triggers));
    }

    [Fact]
    public async Task Made_though_the_answer_was_lost_it_is_found_and_not_made_again()
    {
        await using PlatformHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = PlatformHarness.Triggers, Method = "POST", Kind = FaultKind.DoThenReset });
        CoachingWebhook made = await RegisterAsync(harness);
        Assert.Equal(1, fault.Fired);
        Assert.Equal(made.Id, Assert.Single(harness.Server.Platform.Triggers.All).Id);
    }

    [Fact]
    public async Task Refused_for_the_rate_it_is_made_again_after_the_wait()
    {
        ManualTimeProvider time = new();
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 10 }, new SessionOptions { RequestsPerMinute = 0, Time = time, Timeout = TimeSpan.FromHours(1) });
        FaultTicket fault = harness.Fault(new FaultOrder { Path = PlatformHarness.Triggers, Method = "POST", Kind = FaultKind.Status, Status = 429, RetryAfter = "7" });
        Task<CoachingWebhook> registering = RegisterAsync(harness);
        await time.PassAsync(registering, static remaining => remaining < TimeSpan.FromMinutes(10), PlatformHarness.Token);
        Assert.Equal(1, fault.Fired);
        Assert.Equal(2, harness.Count("POST", PlatformHarness.Triggers));
        Assert.Single(harness.Server.Platform.Triggers.All);
        Assert.True(time.GetUtcNow() >= new ManualTimeProvider().GetUtcNow() + TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Tried_before_it_is_made_nothing_is_made()
    {
        await using PlatformHarness harness = await StartAsync();
        string? said = await harness.Session.Api.TryWebhookAsync(Wanted(), harness.Run, PlatformHarness.Token);
        Assert.Contains("schemaValidation: passed", said, StringComparison.Ordinal);
        Assert.Empty(harness.Server.Platform.Triggers.All);
    }

    [Theory]
    [InlineData(PlatformCatalog.FlowId, "targetValidation: passed")]
    [InlineData(OtherFlow, "targetValidation: failed")]
    public async Task Tried_again_the_trigger_itself_is_tested(string flow, string expected)
    {
        await using PlatformHarness harness = await StartAsync();
        await RegisterAsync(harness, Wanted() with { FlowId = flow });
        Assert.Contains(expected, await harness.Session.Api.TryWebhookAsync(Wanted(), harness.Run, PlatformHarness.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_several_pages_is_read_whole()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, ListPageCap = 3 });
        for (int number = 0; number < 10; number++)
        {
            await harness.Session.Api.CreateWebhookAsync(Wanted() with { Name = $"trigger {number}" }, harness.Run, PlatformHarness.Token);
        }

        Assert.Equal(10, (await WebhookRegistrar.ListAsync(harness.Session.Api, harness.Run, PlatformHarness.Token)).Count);
        await harness.Session.Api.DeleteWebhookAsync(harness.Server.Platform.Triggers.All[4].Id, harness.Run, PlatformHarness.Token);
        Assert.Equal(9, harness.Server.Platform.Triggers.All.Count);
    }

    [Fact]
    public async Task A_refusal_names_the_permission()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, DeniedPermissions = [Permission.AddTrigger] });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => RegisterAsync(harness));
        Assert.Equal(("PermissionDenied", "missing.any.permissions"), (error.ErrorId, error.Code));
        Assert.Contains(Permission.AddTrigger, error.Hint, StringComparison.Ordinal);
    }

    private static Task<PlatformHarness> StartAsync() => PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10 });

    private static WebhookRegistration Wanted() => new() { Name = WebhookRegistration.DefaultName, FlowId = PlatformCatalog.FlowId, ModelId = "" };

    private static Task<CoachingWebhook> RegisterAsync(PlatformHarness harness, WebhookRegistration? wanted = null, bool force = false) =>
        WebhookRegistrar.RegisterAsync(harness.Session, wanted ?? Wanted(), force, harness.Run, PlatformHarness.Token);
}
