using System.Net;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>Where deliveries may go to, as it is when they are sent.</summary>
public sealed class DeliverySenderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("93.184.216.34", "192.168.0.1")]
    public async Task A_name_that_leads_inside_when_it_is_connected_to_gets_nothing_and_the_delivery_waits(params string[] addresses)
    {
        DeliveryTarget target = DeliveryTarget.Create(new Uri("https://coach.example.com/"), false, false);
        Spool spool = Spool.Open(_folder.File("spool"), TimeProvider.System);
        spool.Add([InsightText.Of(DeliveryJob.Candidate(1), target)], target, 5);
        using DeliverySender sender = new([], TimeProvider.System, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
        DeliveryRun run = new(spool, sender, static _ => true, TimeProvider.System, static () => 0, RunContext.Silent());
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(async () =>
        {
            await foreach (CoachingDelivery _ in run.SendAsync(Token))
            {
            }
        });
        Assert.Equal(InsightsError.InsecureWebhookUri, e.Error);
        Assert.Equal(0, spool.List(DeliveryState.Pending).Single().Attempts);
    }

    [Fact]
    public async Task Plain_http_to_localhost_goes_nowhere_else()
    {
        DeliveryTarget target = DeliveryTarget.Create(new Uri("http://localhost:1/"), allowPrivateNetwork: true, allowLoopback: true);
        using DeliverySender sender = new([], TimeProvider.System, static (_, _) => Task.FromResult(new[] { IPAddress.Parse("10.1.2.3") }));
        DeliveryText text = new("msg_1", target, DateTimeOffset.UtcNow, 1, "{}"u8.ToArray());
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => sender.SendAsync(text, RunContext.Silent(), Token));
        Assert.Equal(InsightsError.InsecureWebhookUri, e.Error);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_a_failure()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 10 }, Token);
        server.Faults.Add(new FaultOrder { Path = ReceiverEndpoint.Path, Kind = FaultKind.Redirect, Location = "/coaching/insights?again", Status = 307, Times = 1 });
        DeliveryTarget target = DeliveryTarget.Create(new Uri(server.BaseAddress, ReceiverEndpoint.Path), false, allowLoopback: true);
        using WebhookSecret secret = DeliveryJob.Secret(server.CoachingSecret);
        using DeliverySender sender = new([secret], TimeProvider.System, Dns.GetHostAddressesAsync);
        DeliveryText text = new("msg_1", target, DateTimeOffset.UtcNow, 1, "{}"u8.ToArray());
        (int status, _) = await sender.SendAsync(text, RunContext.Silent(), Token);
        Assert.InRange(status, 300, 399);
        Assert.Single(server.Requests.Snapshot());
        Assert.False(DeliverySchedule.IsFinal(status));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_no_answer()
    {
        DeliveryTarget target = DeliveryTarget.Create(new Uri("http://127.0.0.1:1/"), false, allowLoopback: true);
        using DeliverySender sender = new([], TimeProvider.System, Dns.GetHostAddressesAsync);
        DeliveryText text = new("msg_1", target, DateTimeOffset.UtcNow, 1, "{}"u8.ToArray());
        Assert.Equal((0, null), await sender.SendAsync(text, RunContext.Silent(), Token));
    }
}
