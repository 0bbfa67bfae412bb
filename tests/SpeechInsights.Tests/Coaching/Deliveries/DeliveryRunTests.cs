using System.Net;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>A clock that is set while a run waits for the next attempt.</summary>
public sealed class DeliveryRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-400 * 24)]
    [InlineData(-5)]
    [InlineData(5)]
    [InlineData(400 * 24)]
    public async Task A_clock_that_jumps_loses_nothing_and_changes_no_id(int hours)
    {
        ManualTimeProvider time = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 1 }, Token);
        FaultTicket fault = server.Faults.Add(new FaultOrder { Path = ReceiverEndpoint.Path, Kind = FaultKind.Status, Status = 503, Times = 1 });
        DeliveryTarget target = DeliveryTarget.Create(new Uri(server.BaseAddress, ReceiverEndpoint.Path), false, allowLoopback: true);
        Spool spool = Spool.Open(_folder.File("spool"), time);
        spool.Add([InsightText.Of(DeliveryJob.Candidate(1), target)], target, 5);
        string id = spool.List(DeliveryState.Pending).Single().Id;

        Task<CoachingDelivery> first = RunAsync(server, spool, time);
        await time.WaitForTimersAsync(1, static left => left <= DeliveryRun.Patience, Token);
        time.Set(time.GetUtcNow().AddHours(hours));
        CoachingDelivery last = await EndAsync(first, time);
        if (last.State == DeliveryState.Pending)
        {
            // Put back by less than the longest wait: it is due when the clock is there again.
            Assert.Equal(-5, hours);
            time.Advance(TimeSpan.FromHours(6));
            last = await EndAsync(RunAsync(server, spool, time), time);
        }

        Assert.Equal((DeliveryState.Delivered, 2, 1), (last.State, last.AttemptCount, fault.Fired));
        Assert.Equal(id, Assert.Single(server.Deliveries.All).Id);
        Assert.Empty(spool.List(DeliveryState.Pending));
    }

    private static async Task<CoachingDelivery> RunAsync(SimulatorServer server, Spool spool, ManualTimeProvider time)
    {
        using WebhookSecret secret = DeliveryJob.Secret(server.CoachingSecret);
        using DeliverySender sender = new([secret], TimeProvider.System, Dns.GetHostAddressesAsync);
        DeliveryRun run = new(spool, sender, static _ => true, time, static () => 0, RunContext.Silent());
        List<CoachingDelivery> given = [];
        await foreach (CoachingDelivery delivery in run.SendAsync(Token))
        {
            given.Add(delivery);
        }

        return Assert.Single(given);
    }

    private static Task<CoachingDelivery> EndAsync(Task<CoachingDelivery> run, ManualTimeProvider time) =>
        time.PassAsync(run, static left => left <= DeliveryRun.Patience, Token);
}
