using System.Collections.Concurrent;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Models;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>Stops the whole job at each place where it waits, one place after the other, until it is never stopped.</summary>
[Collection(AloneCollection.Name)]
public sealed class CancellationTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private readonly HastyTimeProvider _time = new();
    private readonly ConcurrentQueue<Exception> _unobserved = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task At_each_place_it_ends_at_once_says_so_and_loses_nothing(int throttle)
    {
        Settle();
        TaskScheduler.UnobservedTaskException += Keep;
        try
        {
            using Tripwire wire = new();
            await using EngineHarness harness = await StartAsync(wire, throttle);
            foreach (string point in Tripwire.Points)
            {
                int places = 0;
                while (await StopAsync(harness, wire, point, places + 1))
                {
                    places++;
                }

                // One at a time scores come in several batches; all at once the pages may be there before the first is asked for.
                Assert.True(places >= (point != Tripwire.Batch ? 10 : throttle == 1 ? 2 : 1), $"stopped {places} times {point}");
            }
        }
        finally
        {
            Settle();
            TaskScheduler.UnobservedTaskException -= Keep;
        }

        Assert.Empty(_unobserved);
    }

    [Fact]
    public async Task What_fails_after_its_caller_was_stopped_is_nobodys_trouble()
    {
        Settle();
        TaskScheduler.UnobservedTaskException += Keep;
        try
        {
            await FailAfterStopAsync();
        }
        finally
        {
            Settle();
            TaskScheduler.UnobservedTaskException -= Keep;
        }

        Assert.Empty(_unobserved);
    }

    // In a method of its own, so that nothing on the stack keeps the tasks alive.
    private static async Task FailAfterStopAsync()
    {
        HeldHandler? held = null;
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 10 },
            new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0, CreateHandler = _ => held = new HeldHandler(HttpTransport.CreateHandler()) });
        harness.Server.Tokens.RevokeAll();
        Task renewal = held!.HoldAsync(FaultMatrix.Token);
        using CancellationTokenSource stop = new();
        Task job = harness.Session.Api.GetModelAsync(ModelCatalog.DeployedId, RunContext.Silent(), stop.Token);
        await renewal;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);
        await held.FailAsync();

        // A caller that comes before the failure was dealt with still shares it; the next one has a renewal of its own.
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(EngineHarness.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        SpeechModel? model = null;
        while (model is null && !patience.IsCancellationRequested)
        {
            try
            {
                model = await harness.Session.Api.GetModelAsync(ModelCatalog.DeployedId, RunContext.Silent(), patience.Token);
            }
            catch (InsightsException)
            {
                await Task.Yield();
            }
        }

        Assert.NotNull(model);
    }

    /// <summary>Runs the job up to a place, and then once more to its end on the same session.</summary>
    /// <returns>False where it ended before it came there.</returns>
    private async Task<bool> StopAsync(EngineHarness harness, Tripwire wire, string point, int place)
    {
        // Each time the token is refused, the model is looked up anew, and a page and the scores come only at the second attempt.
        harness.Server.Tokens.RevokeAll();
        harness.Server.Webhooks.Clear();
        _time.Leap(TimeSpan.FromMinutes(6));
        FaultTicket page = harness.Fault(new FaultOrder { Path = FaultMatrix.Query, Kind = FaultKind.Status, Skip = 1 });
        FaultTicket scores = harness.Fault(new FaultOrder { Path = FaultMatrix.Survey, Kind = FaultKind.Status });
        wire.Set(point, place);
        AuditedJob job = new(harness)
        {
            Registration = new WebhookRegistration { Name = WebhookRegistration.DefaultName, Uri = new Uri("https://coach.example.com/"), ModelId = ModelCatalog.DeployedId },
            OnBatch = _ =>
            {
                wire.Pass(Tripwire.Batch);
                return ValueTask.CompletedTask;
            },
        };
        await job.RunAsync(wire.Token).WaitAsync(s_bound, EngineHarness.Token);
        AuditEntry end = job.AssertAudited();
        bool stopped = wire.HasFired;
        wire.Set(null);
        if (!stopped)
        {
            job.AssertIsTruth();
            Assert.Equal((1, 1), (page.Fired, scores.Fired));
            return false;
        }

        if (job.Error is null)
        {
            // Only with the last answer in hand is there nothing left to stop.
            job.AssertIsTruth();
            Assert.Equal(1, harness.Server.Webhooks.Count);
        }
        else
        {
            Assert.IsAssignableFrom<OperationCanceledException>(job.Error);
            Assert.Equal(AuditStatus.Cancelled, end.Status);
            job.AssertIsPartOfTruth();
        }

        Assert.InRange(harness.Server.Webhooks.Count, 0, 1);
        harness.Server.Faults.Clear();
        AuditedJob again = new(harness);
        await again.RunAsync(EngineHarness.Token).WaitAsync(s_bound, EngineHarness.Token);
        again.AssertIsTruth();
        return true;
    }

    private Task<EngineHarness> StartAsync(Tripwire wire, int throttle) => EngineHarness.StartAsync(
        new SimulatorOptions { Interactions = 450 },
        new SessionOptions
        {
            Time = new TripwireTimeProvider(_time, wire),
            Timeout = TimeSpan.FromSeconds(60),
            RequestsPerMinute = 0,
            ThrottleLimit = throttle,
            CreateHandler = _ => new TripwireHandler(HttpTransport.CreateHandler(), wire, _time),
        });

    // Other tests leave waits behind that run out: those were never thrown, and have no stack.
    private void Keep(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        foreach (Exception inner in e.Exception.Flatten().InnerExceptions.Where(static inner => inner.StackTrace?.Contains("SpeechInsights.", StringComparison.Ordinal) == true))
        {
            _unobserved.Enqueue(inner);
        }
    }

    // A task tells of a failure that nobody looked at when it is collected.
    private static void Settle()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
