using System.Text.Json;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

/// <summary>What the line at the end of a run says.</summary>
public sealed class AuditedRunTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task It_says_in_milliseconds_how_long_it_took_and_leaves_out_no_count()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 10 }, new() { Time = _time, RequestsPerMinute = 0, Timeout = TimeSpan.FromHours(1) });
        RunContext run = new(harness.Trace);
        AuditQuery query = new()
        {
            InteractionCount = 11, TopicCount = 12, MinimumSentiment = 0.25, ResumedRows = 13, DeliveredCount = 14, WaitingCount = 15, DeadCount = 16, ModelId = "a model", Target = "a target",
        };
        AuditedRun audited = AuditedRun.Start(AuditSource.Of(harness.Session), "Test-Line", query, changes: false, run);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "/models/", Kind = FaultKind.Status, Status = 503, RetryAfter = "0" });
        Task<SpeechModel> model = harness.Session.Api.GetModelAsync(ModelCatalog.DeployedId, run, EngineHarness.Token);
        await _time.WaitForTimersAsync(remaining: static wait => wait < TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMilliseconds(1234.5));
        await model;
        audited.End(AuditStatus.Completed, 17, accuracyScore: 0.75);

        Assert.Equal(1, fault.Fired);
        JsonElement line = JsonDocument.Parse(File.ReadLines(harness.AuditPath).Last()).RootElement;
        Assert.Equal(1234.5, line.GetProperty("executionLatencyMs").GetDouble(), 0.01);
        Assert.Equal((2, 1, 17), (line.GetProperty("requestCount").GetInt32(), line.GetProperty("retryCount").GetInt32(), line.GetProperty("resultCount").GetInt32()));
        Assert.Equal(0.75, line.GetProperty("accuracyScore").GetDouble());
        JsonElement asked = line.GetProperty("queryParams");
        string[] names = ["interactionCount", "topicCount", "resumedRows", "deliveredCount", "waitingCount", "deadCount"];
        Assert.Equal([11, 12, 13, 14, 15, 16], names.Select(name => asked.GetProperty(name).GetInt32()));
        Assert.Equal((0.25, "a model", "a target"), (asked.GetProperty("minimumSentiment").GetDouble(), asked.GetProperty("modelId").GetString(), asked.GetProperty("target").GetString()));
    }
}
