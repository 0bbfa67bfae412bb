using SpeechInsights.Coaching;
using SpeechInsights.Insights;
using SpeechInsights.Models;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.Platform;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Every operation of the engine on this profile, each request of it held against the definition.</summary>
public sealed class RecordedRunTests
{
    [Fact]
    public async Task Every_operation_is_used_and_none_is_refused()
    {
        await using PlatformHarness harness = await StartAsync();
        RequestRecord[] sent = await UseAllAsync(harness);
        Assert.Empty(sent.Where(static request => request.Status >= 400 && request.Status is not (404 or 409)).Select(static request => $"{request.Status} {request.Method} {request.Path}"));
        Assert.Empty(Unused(harness, sent));
    }

    [Fact]
    public async Task No_request_is_other_than_the_definition_says()
    {
        OpenApiDefinition definition = OpenApiDefinition.Load();
        await using PlatformHarness harness = await StartAsync();
        RequestRecord[] sent = await UseAllAsync(harness);
        sent = [.. sent.Where(static request => !Operations.All.Any(operation => operation.IsOutsideExtract && operation.Template == request.Path))];
        OpenApiValidator validator = new(definition);
        Assert.Empty(sent.SelectMany(validator.Validate));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sent.Length} requests of {sent.Select(request => request.Method + definition.Match(request.Method, request.Path)!.Value.Template).Distinct().Count()} operations checked against the definition; none is rejected.");
    }

    [Theory]
    [InlineData("PATCH", "/api/v2/organizations/me", "", null)]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs", "?state=latest", null)]
    [InlineData("GET", "/api/v2/speechandtextanalytics/programs", "?offset=1", null)]
    [InlineData("GET", "/api/v2/organizations/me", "", "{}")]
    [InlineData("POST", PlatformHarness.Transcripts + "/query", "", null)]
    [InlineData("POST", PlatformHarness.Transcripts + "/query", "", """{"interval":"a/b"}""")]
    [InlineData("POST", PlatformHarness.Transcripts + "/query", "", """{"interval":"a/b","metrics":["csat"]}""")]
    [InlineData("POST", PlatformHarness.Transcripts + "/query", "", """{"interval":"a/b","metrics":["oSentimentScore"],"pageSize":1}""")]
    [InlineData("POST", PlatformHarness.Transcripts + "/query", "", """{"interval":"a/b","metrics":["oSentimentScore"],"filter":{"type":"and","predicates":[{"dimension":"x"}]}}""")]
    [InlineData("POST", PlatformHarness.Triggers, "", """{"name":"a","topicName":"t","enabled":"yes","target":{}}""")]
    public void The_check_itself_finds_what_is_wrong(string method, string path, string query, string? body)
    {
        OpenApiDefinition definition = OpenApiDefinition.Load();
        RequestRecord request = new(1, method, path, query, 0, "");
        if (body is not null)
        {
            request.KeepBody(System.Text.Encoding.UTF8.GetBytes(body));
        }

        Assert.NotEmpty(new OpenApiValidator(definition).Validate(request));
    }

    private static Task<PlatformHarness> StartAsync() => PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 3_000, JobLooks = 0, ListPageCap = 3 });

    private static async Task<RequestRecord[]> UseAllAsync(PlatformHarness harness)
    {
        await UseModelsAsync(harness);
        await UseQueriesAsync(harness);
        await UseWebhooksAsync(harness);
        await UseAppointmentsAsync(harness);
        await UsePermissionsAsync(harness);
        await harness.Session.Api.RevokeAsync(harness.Run, PlatformHarness.Token);
        return [.. harness.Requests.Where(static request => request.Path != "/oauth/token")];
    }

    private static async Task UseModelsAsync(PlatformHarness harness)
    {
        foreach (string id in PlatformCatalog.Programs.Select(static program => program.Id).Append(PlatformCatalog.Topics[1].Id).Append("none"))
        {
            await harness.Session.Api.InspectModelAsync(
                new ModelInspection(id, harness.World.Start, harness.World.End, harness.World.End.AddDays(30)), harness.Run, PlatformHarness.Token);
        }

        await harness.Session.Gate.CheckAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);
        await foreach (IReadOnlyList<SpeechModel> batch in harness.Session.Api.ListModelsAsync(harness.Run, PlatformHarness.Token))
        {
            Assert.NotEmpty(batch);
        }
    }

    private static async Task UseQueriesAsync(PlatformHarness harness)
    {
        DateTimeOffset day = harness.World.BusiestDay();
        InsightQueryInput month = harness.Input();
        List<SpeechInsight> rows = await harness.ReadAsync(month with { PageSize = 100 });
        string[] ids = [.. rows.Select(static row => row.InteractionId).Distinct().Take(250)];
        InsightQueryInput[] inputs =
        [
            month with { StartTime = harness.World.Start.AddDays(-40), IncludeDetail = true },
            month with { InteractionId = ids, Topic = ["complaint"], MinimumSentiment = -0.2 },
            month with { ModelId = PlatformCatalog.PublishedProgramId, Topic = ["order_status", "billing_inquiry"], Interval = TimeSpan.FromMinutes(30) },
            month with { StartTime = day, EndTime = day.AddDays(1), GroupBy = [InsightGrouping.InteractionId], Metric = [InsightMetric.Sentiment] },
            month with { StartTime = day, EndTime = day.AddDays(1), GroupBy = Enum.GetValues<InsightGrouping>(), Metric = Enum.GetValues<InsightMetric>() },
            month with { StartTime = day, EndTime = day.AddDays(1), Metric = [InsightMetric.SpeechAnalytics], Interval = TimeSpan.FromDays(1), IncludeDetail = true },
        ];
        foreach (InsightQueryInput input in inputs)
        {
            Assert.NotEmpty(await harness.ReadAsync(input));
        }

        Assert.NotEmpty(await harness.ScoresAsync(harness.World.Start, harness.World.End.AddDays(14)));
        Assert.NotEmpty(await harness.ScoresAsync(harness.World.Start, harness.World.End.AddDays(14), ids));
        Assert.NotEmpty(await harness.ScoresAsync(day, day.AddDays(1)));
    }

    private static async Task UseWebhooksAsync(PlatformHarness harness)
    {
        WebhookRegistration wanted = new() { Name = WebhookRegistration.DefaultName, FlowId = PlatformCatalog.FlowId, ModelId = "" };
        WebhookRegistration[] steps = [wanted, wanted with { Description = "other", FlowId = PlatformCatalog.QueueId }, wanted with { ModelId = PlatformCatalog.PublishedProgramId }];
        await harness.Session.Api.TryWebhookAsync(wanted, harness.Run, PlatformHarness.Token);
        CoachingWebhook? made = null;
        foreach (WebhookRegistration step in steps)
        {
            made = await WebhookRegistrar.RegisterAsync(harness.Session, step, true, harness.Run, PlatformHarness.Token);
        }

        await harness.Session.Api.TryWebhookAsync(wanted, harness.Run, PlatformHarness.Token);

        // What was read before the last change: the server says 409, and the trigger is read again.
        CoachingWebhook stale = (await harness.Session.Api.ListWebhooksAsync(harness.Run, PlatformHarness.Token))!.Single();
        await harness.Session.Api.ReplaceWebhookAsync(stale, wanted, harness.Run, PlatformHarness.Token);
        await harness.Session.Api.ReplaceWebhookAsync(stale, wanted with { Description = "again" }, harness.Run, PlatformHarness.Token);
        await harness.Session.Api.DeleteWebhookAsync(made!.Id, harness.Run, PlatformHarness.Token);
    }

    private static async Task UseAppointmentsAsync(PlatformHarness harness)
    {
        string[] agents = [.. harness.World.Agents.Ids.Where((_, agent) => !AgentNames.HasLeft(agent)).Take(30)];
        DateTimeOffset start = new(2099, 1, 5, 9, 0, 0, TimeSpan.Zero);
        foreach (string agent in agents)
        {
            AppointmentRequest wanted = new(agent, ["c1", "c2"], "name", "description", start, TimeSpan.FromMinutes(30), agent == agents[0] ? agents[^1] : null);
            await harness.Session.Api.CreateAppointmentAsync(wanted with { Start = agent == agents[^1] ? start.AddDays(1) : start }, harness.Run, PlatformHarness.Token);
        }

        Assert.Equal(agents.Length, (await harness.Session.Api.ListAppointmentsAsync(agents, harness.Run, PlatformHarness.Token)).Count);
    }

    // An operation of the table that no request used was not checked. Jobs are left to expire: a client need not delete them.
    private static async Task UsePermissionsAsync(PlatformHarness harness)
    {
        Assert.NotNull(await harness.Session.Api.ReadPermissionsAsync(harness.Server.ClientId, harness.Run, PlatformHarness.Token));
        FaultTicket fault = harness.Fault(new FaultOrder { Kind = FaultKind.Status, Status = 404, Path = "/api/v2/authorization/subjects/me" });
        Assert.NotNull(await harness.Session.Api.ReadPermissionsAsync(harness.Server.ClientId, harness.Run, PlatformHarness.Token));
        Assert.Equal(1, fault.Fired);
    }

    private static IEnumerable<string> Unused(PlatformHarness harness, RequestRecord[] sent)
    {
        HashSet<string> used = [.. sent.Select(request => $"{request.Method} {harness.Server.Platform.Find(Uri.UnescapeDataString(request.Path), out _)?.Template}")];
        return Operations.All.Select(static operation => $"{operation.Method} {operation.Template}").Where(name => !used.Contains(name));
    }
}
