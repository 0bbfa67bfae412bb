using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class WebhookTests
{
    private const string HookPath = "/api/v2/webhooks";

    [Fact]
    public async Task Is_sent_as_the_contract_says()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        await RegisterAsync(harness);
        string body = harness.Server.Requests.Snapshot().Single(request => request.Method == "POST" && request.Path == HookPath).Body!;
        Assert.Equal(
            """{"name":"SpeechInsightsToCoachingSync","description":"Syncs speech analytics insights to external coaching platform","url":"https://coaching-platform.example.com/api/v1/insights","type":"rest","enabled":true,"events":["analytics:query:completed","speechanalytics:insight:updated"],"headers":{"X-Webhook-Source":"GenesysCloud","Content-Type":"application/json"},"filter":{"field":"speechAnalyticsModelId","op":"eq","value":"m-1"}}""",
            body);
    }

    [Fact]
    public async Task Registered_twice_there_is_one()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        CoachingWebhook second = await RegisterAsync(harness);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(1, harness.Server.Webhooks.Count);
    }

    [Fact]
    public async Task Another_of_the_same_name_is_replaced_only_by_force()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        CoachingWebhook first = await RegisterAsync(harness);
        WebhookRegistration other = Wanted() with { ModelId = "m-2" };
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => RegisterAsync(harness, other));
        Assert.Equal("WebhookAlreadyExists", error.ErrorId);
        CoachingWebhook second = await RegisterAsync(harness, other, force: true);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second.Id, Assert.Single(harness.Server.Webhooks.All).Id);
    }

    [Fact]
    public async Task Made_though_the_answer_was_lost_it_is_found_and_not_made_again()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = HookPath, Method = "POST", Kind = FaultKind.DoThenReset });
        CoachingWebhook made = await RegisterAsync(harness);
        Assert.Equal(1, fault.Fired);
        Assert.Equal(made.Id, Assert.Single(harness.Server.Webhooks.All).Id);
    }

    [Fact]
    public async Task Not_made_it_is_tried_again()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = HookPath, Method = "POST", Kind = FaultKind.Status, Status = 503 });
        await RegisterAsync(harness);
        Assert.Equal(1, fault.Fired);
        Assert.Equal(1, harness.Server.Webhooks.Count);
    }

    [Fact]
    public async Task Without_a_list_it_is_made_once_and_an_unclear_answer_is_said()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 10, WebhookList = false });
        await RegisterAsync(harness);
        Assert.Contains(harness.Trace.Warnings, text => text.Contains("no list", StringComparison.Ordinal));
        FaultTicket fault = harness.Fault(new FaultOrder { Path = HookPath, Method = "POST", Kind = FaultKind.DoThenReset, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => RegisterAsync(harness));
        Assert.Equal("WebhookStateUnknown", error.ErrorId);
        Assert.Equal(1, fault.Fired);
        InsightsException list = await Assert.ThrowsAsync<InsightsException>(() => WebhookRegistrar.ListAsync(harness.Session.Api, harness.Run, EngineHarness.Token));
        Assert.Equal("WebhookListUnavailable", list.ErrorId);
    }

    [Fact]
    public async Task A_list_of_several_pages_is_read_whole()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        for (int i = 0; i < 60; i++)
        {
            await harness.Session.Api.CreateWebhookAsync(Wanted() with { Name = $"hook {i}" }, harness.Run, EngineHarness.Token);
        }

        Assert.Equal(60, (await WebhookRegistrar.ListAsync(harness.Session.Api, harness.Run, EngineHarness.Token)).Count);
    }

    [Theory]
    [InlineData("http://coach.example.com/", "InsecureWebhookUri")]
    [InlineData("https://user:secret@coach.example.com/", "InsecureWebhookUri")]
    [InlineData("https://localhost/", "InsecureWebhookUri")]
    [InlineData("https://127.0.0.1/", "InsecureWebhookUri")]
    [InlineData("https://coach.example.com/#part", "InsecureWebhookUri")]
    [InlineData("coach.example.com", "InsecureWebhookUri")]
    public void An_address_that_must_not_be_is_refused(string uri, string id)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => WebhookValidation.Check(Wanted() with { Uri = new Uri(uri, UriKind.RelativeOrAbsolute) }));
        Assert.Equal(id, error.ErrorId);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Key", "a\r\nb")]
    [InlineData("X Key", "a")]
    [InlineData("", "a")]
    public void A_header_that_must_not_be_is_refused(string name, string value) => Assert.Equal(
        "InvalidHeader",
        Assert.Throws<InsightsException>(() => WebhookValidation.Check(Wanted() with { Headers = new Dictionary<string, string> { [name] = value } })).ErrorId);

    private static WebhookRegistration Wanted() => new()
    {
        Name = WebhookRegistration.DefaultName,
        Uri = new Uri("https://coaching-platform.example.com/api/v1/insights"),
        ModelId = "m-1",
    };

    private static Task<CoachingWebhook> RegisterAsync(EngineHarness harness, WebhookRegistration? wanted = null, bool force = false) =>
        WebhookRegistrar.RegisterAsync(harness.Session, wanted ?? Wanted(), force, harness.Run, EngineHarness.Token);
}
