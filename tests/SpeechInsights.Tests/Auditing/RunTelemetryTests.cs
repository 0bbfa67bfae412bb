using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

/// <summary>What a host that listens is told of a run.</summary>
public sealed class RunTelemetryTests
{
    [Fact]
    public async Task A_listener_gets_an_activity_and_figures_of_each_run()
    {
        string command = $"Test-{Guid.NewGuid():N}";
        ConcurrentQueue<Activity> activities = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == RunTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ConcurrentDictionary<string, double> figures = new();
        using MeterListener meters = new();
        meters.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == RunTelemetry.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        meters.Start();

        await using EngineHarness harness = await EngineHarness.StartAsync();
        harness.Fault(new FaultOrder { Path = "/models/", Kind = FaultKind.Status, Status = 503, RetryAfter = "0" });
        RunContext run = new(harness.Trace);
        AuditedRun audited = AuditedRun.Start(AuditSource.Of(harness.Session), command, new AuditQuery(), changes: false, run);
        await harness.Session.Api.GetModelAsync(SpeechInsights.Simulator.World.ModelCatalog.DeployedId, run, EngineHarness.Token);
        audited.End(AuditStatus.Completed, 1);

        Activity activity = Assert.Single(activities, one => one.OperationName == command);
        Assert.Equal((ActivityStatusCode.Ok, 2, 1, 1L), (activity.Status, activity.GetTagItem("speechinsights.requests"), activity.GetTagItem("speechinsights.retries"), activity.GetTagItem("speechinsights.results")));
        Assert.Equal("127.0.0.1", activity.GetTagItem("server.address"));
        Assert.Equal((2, 1, 1), (figures["speechinsights.requests"], figures["speechinsights.retries"], figures["speechinsights.results"]));
        Assert.True(figures["speechinsights.run.duration"] is > 0 and < 60, "in seconds");

        AuditedRun failed = AuditedRun.Start(AuditSource.Of(harness.Session), command, new AuditQuery(), changes: false, run);
        failed.End(AuditStatus.Failed, 0, new InsightsException(InsightsError.ModelNotFound, "no", "look", "x"));
        Activity error = Assert.Single(activities, one => one.OperationName == command && one != activity);
        Assert.Equal((ActivityStatusCode.Error, "ModelNotFound"), (error.Status, error.GetTagItem("error.type")));

        void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "command" && (string?)tag.Value == command)
                {
                    figures.AddOrUpdate(name, value, (_, sum) => sum + value);
                }
            }
        }
    }

    // Names and units as OpenTelemetry's conventions write them (UCUM); dashboards are built on them.
    [Fact]
    public void Its_instruments_are_described()
    {
        ConcurrentBag<(string Name, string? Unit, string? Description)> found = [];
        ConcurrentBag<string> tags = [];
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == RunTelemetry.Name)
            {
                found.Add((instrument.Name, instrument.Unit, instrument.Description));
                self.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((_, _, seen, _) => tags.Add(string.Join(' ', seen.ToArray().Select(static tag => tag.Key))));
        meters.Start();
        RunTelemetry.End(null, new AuditRecord
        {
            Timestamp = DateTimeOffset.UnixEpoch, RunId = Guid.NewGuid(), SessionId = Guid.NewGuid(), Command = "Get-Test", Query = new AuditQuery(), Status = AuditStatus.Completed, CorrelationIds = [], ApiHost = "h",
            Profile = ApiProfile.Summary,
        });
        Assert.Equal(
            [("speechinsights.requests", "{request}"), ("speechinsights.results", "{object}"), ("speechinsights.retries", "{request}"), ("speechinsights.run.duration", "s")],
            found.Select(static one => (one.Name, one.Unit!)).Order());
        Assert.All(found, static one => Assert.False(string.IsNullOrEmpty(one.Description)));
        Assert.Contains("command status", tags);
    }

    [Fact]
    public async Task Where_the_audit_is_required_nothing_begins_without_its_line()
    {
        foreach (bool requires in new[] { true, false })
        {
            await using EngineHarness harness = await EngineHarness.StartAsync(options: new() { RequestsPerMinute = 0, RequireAudit = requires });
            File.Delete(harness.AuditPath);
            Directory.CreateDirectory(harness.AuditPath);
            if (requires)
            {
                InsightsException error = Assert.Throws<InsightsException>(() => AuditedRun.Start(AuditSource.Of(harness.Session), "Get-Test", new AuditQuery(), changes: false, harness.Run));
                Assert.Equal(InsightsError.AuditWriteFailed, error.Error);
            }
            else
            {
                Assert.NotNull(AuditedRun.Start(AuditSource.Of(harness.Session), "Get-Test", new AuditQuery(), changes: false, harness.Run));
            }
        }
    }
}
