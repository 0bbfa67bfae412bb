using System.Diagnostics;
using System.Globalization;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>Senders that are killed at random moments, against a receiver that fails a fifth of its answers.</summary>
public sealed class DeliveryDeathTests(ITestOutputHelper output)
{
    private const int PerRun = 100;
    private const int LongestLifeMs = 1_200;

    // 200 by hand: SPEECHINSIGHTS_KILLS=200.
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("SPEECHINSIGHTS_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_the_moment_every_candidate_arrives_and_none_under_two_ids()
    {
        using TempFolder folder = new();
        string spool = folder.File("spool");
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 10 }, TestContext.Current.CancellationToken);
        Uri uri = new(server.BaseAddress, ReceiverEndpoint.Path);
        server.Faults.Add(new FaultOrder { Path = ReceiverEndpoint.Path, Kind = FaultKind.Status, Status = 503, Rate = 0.1, Times = 0, Seed = 1 });
        server.Faults.Add(new FaultOrder { Path = ReceiverEndpoint.Path, Kind = FaultKind.DoThenReset, Rate = 0.11, Times = 0, Seed = 2 });
        Random random = new(7);
        int count = 0;
        for (int kill = 0; kill < s_kills; kill++)
        {
            count += PerRun;
            using Child child = Child.Start(null, OtherProcess.Deliver, spool, uri.AbsoluteUri, server.CoachingSecret, count.ToString(CultureInfo.InvariantCulture));
            Assert.Equal("ready", await child.ReadLineAsync());
            await Task.Delay(random.Next(LongestLifeMs), TestContext.Current.CancellationToken);
            child.Kill();
        }

        int before = server.Deliveries.All.Count;
        server.Faults.Clear();
        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            // What waits longer than a run stays for is made due.
            Spool opened = Spool.Open(spool, TimeProvider.System);
            opened.Revive(opened.List(DeliveryState.Pending).Select(static name => name.Id).ToHashSet(), Assert.Fail);
            await DeliveryJob.RunAsync(spool, uri, server.CoachingSecret, count);
            if (!opened.List(DeliveryState.Pending).Any())
            {
                break;
            }
        }

        IReadOnlyList<Delivery> got = server.Deliveries.All;
        ILookup<string, ReceivedInsight> byRow = got.SelectMany(static delivery => delivery.Insights).ToLookup(static insight => insight.InteractionId);
        Assert.Equal(count, byRow.Count);
        Assert.All(byRow, static row => Assert.Single(row));
        Spool end = Spool.Open(spool, TimeProvider.System);
        Assert.Empty(end.List(DeliveryState.Dead));
        Assert.Equal(got.Count, end.List(DeliveryState.Delivered).Count());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(spool, "tmp")));
        output.WriteLine($"{s_kills} kills, {count} candidates, {got.Count} deliveries, {before} before the last run; {got.Count(static one => one.Count > 1)} came more than once.");
    }

    [Fact]
    public async Task Two_senders_at_once_send_each_delivery_once()
    {
        using TempFolder folder = new();
        string spool = folder.File("spool");
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 10 }, TestContext.Current.CancellationToken);
        Uri uri = new(server.BaseAddress, ReceiverEndpoint.Path);
        Child[] children =
        [
            .. Enumerable.Range(0, 3).Select(_ => Child.Start(null, OtherProcess.Deliver, spool, uri.AbsoluteUri, server.CoachingSecret, "400")),
        ];
        foreach (Child child in children)
        {
            using (child)
            {
                Assert.Equal(0, (await child.EndAsync()).ExitCode);
            }
        }

        Assert.All(server.Deliveries.All, static delivery => Assert.Equal(1, delivery.Count));
        Assert.Equal(400, server.Deliveries.All.SelectMany(static delivery => delivery.Insights).DistinctBy(static insight => insight.InteractionId).Count());
        Assert.Equal(400, server.Deliveries.All.Sum(static delivery => delivery.Insights.Count));
    }
}
