using System.Net;
using System.Net.Sockets;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>How deliveries end by what the receiver answers, what is told of it, and in which order they go.</summary>
public sealed class DeliveryEndTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingTrace _trace = new();
    private SimulatorServer _server = null!;
    private RunContext _run = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DeliveryTarget Target => DeliveryTarget.Create(new Uri(_server.BaseAddress, ReceiverEndpoint.Path), false, allowLoopback: true);

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 1 }, Token);
        _run = new RunContext(_trace);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Three_are_sent_in_their_order_and_each_is_counted()
    {
        Spool spool = Open(3);
        string[] ids = [.. spool.List(DeliveryState.Pending).OrderBy(static name => name.At).Select(static name => name.Id)];
        List<CoachingDelivery> given = await SendAsync(spool);
        Assert.Equal(ids, given.Select(static delivery => delivery.DeliveryId));
        Assert.Equal(ids, _server.Deliveries.All.Select(static delivery => delivery.Id));
        Assert.All(given, static delivery => Assert.Equal((DeliveryState.Delivered, 1, 204), (delivery.State, delivery.AttemptCount, delivery.LastStatus)));
        Assert.Equal([(0L, 3L, "deliveries"), (1, 3, "deliveries"), (2, 3, "deliveries"), (3, 3, "deliveries")], _trace.Progress.Select(static one => (one.Done, one.Total ?? -1, one.Unit)));
        Assert.Equal((3, 0), (_run.RequestCount, _run.RetryCount));
        Assert.Empty(_trace.Waits);
        Assert.Empty(await SendAsync(spool));
    }

    [Theory]
    [InlineData(400, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(410, "Gone")]
    public async Task What_is_refused_is_given_up_at_once(int status, string reason)
    {
        Fault(status, 1);
        CoachingDelivery delivery = Assert.Single(await SendAsync(Open(1)));
        Assert.Equal((DeliveryState.Dead, reason, status, 1, null), (delivery.State, delivery.Reason, delivery.LastStatus, delivery.AttemptCount, delivery.NextAttempt));
        Assert.Equal((1, 0), (_run.RequestCount, _run.RetryCount));
    }

    [Fact]
    public async Task A_receiver_that_wants_no_more_gets_none_of_the_others_and_other_targets_get_theirs()
    {
        Spool spool = Open(3);
        DeliveryTarget other = DeliveryTarget.Create(new Uri(_server.BaseAddress, ReceiverEndpoint.Path + "?other"), false, allowLoopback: true);
        spool.Add([InsightText.Of(DeliveryJob.Candidate(9), other)], other, 1);
        Fault(410, 1);
        List<CoachingDelivery> given = await SendAsync(spool);
        Assert.Equal([DeliveryState.Dead, DeliveryState.Dead, DeliveryState.Dead, DeliveryState.Delivered], given.Select(static delivery => delivery.State));
        Assert.All(given[..3], static delivery => Assert.Equal(("Gone", 410), (delivery.Reason, delivery.LastStatus)));
        Assert.Equal([1, 0, 0, 1], given.Select(static delivery => delivery.AttemptCount));
        Assert.Equal(2, _run.RequestCount);
        Assert.Equal(4, _trace.Progress.Last().Done);
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_one_and_five_seconds_and_then_waits()
    {
        Fault(503, 3);
        Spool spool = Open(1);
        CoachingDelivery delivery = Assert.Single(await SendAsync(spool));
        Assert.Equal((DeliveryState.Pending, null, 503, 3), (delivery.State, delivery.Reason, delivery.LastStatus, delivery.AttemptCount));
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), delivery.NextAttempt);
        Assert.Equal([("the next attempt", TimeSpan.FromSeconds(1)), ("the next attempt", TimeSpan.FromSeconds(5))], _trace.Waits);
        Assert.Equal((3, 2), (_run.RequestCount, _run.RetryCount));
        Assert.All(_trace.Progress, static one => Assert.Equal((0, 1L), (one.Done, one.Total)));
        Assert.Equal(DeliveryState.Pending, Assert.Single(await SendAsync(spool)).State);
        Assert.Equal(3, _run.RequestCount);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await SendAsync(spool)).State);
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_gets_nothing_until_then()
    {
        Fault(429, 1, "60");
        Spool spool = Open(3);
        List<CoachingDelivery> given = await SendAsync(spool);
        Assert.Equal([0, 0, 1], given.Select(static delivery => delivery.AttemptCount).Order());
        Assert.All(given, static delivery => Assert.Equal(DeliveryState.Pending, delivery.State));
        Assert.Equal(given.OrderBy(static delivery => delivery.NextAttempt).Select(static delivery => delivery.DeliveryId), given.Select(static delivery => delivery.DeliveryId));
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), given[^1].NextAttempt);
        Assert.Equal(1, _run.RequestCount);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_moment_is_waited_for()
    {
        Fault(503, 1, "7");
        List<CoachingDelivery> given = await SendAsync(Open(2));
        Assert.All(given, static delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        Assert.Equal([("the next attempt", TimeSpan.FromSeconds(7))], _trace.Waits);
        Assert.Equal((3, 1), (_run.RequestCount, _run.RetryCount));
    }

    [Fact]
    public async Task What_failed_eleven_times_is_given_up()
    {
        Fault(503, 1);
        Spool spool = Open(1);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        spool.Move(DeliveryState.Pending, name, DeliveryState.Pending, name with { Attempts = 10, Status = 503 });
        CoachingDelivery delivery = Assert.Single(await SendAsync(spool));
        Assert.Equal((DeliveryState.Dead, "AttemptsExhausted", 11), (delivery.State, delivery.Reason, delivery.AttemptCount));
        Assert.Equal(1, _run.RetryCount);
    }

    [Fact]
    public async Task What_another_process_works_on_is_left_to_it()
    {
        Spool spool = Open(2);
        DeliveryName name = spool.List(DeliveryState.Pending).MinBy(static name => name.At)!;
        using ClaimedDelivery? held = Spool.Open(spool.Path, _time).TryClaim(DeliveryState.Pending, name, Assert.Fail);
        List<CoachingDelivery> given = await SendAsync(spool);
        Assert.NotEqual(name.Id, Assert.Single(given, static delivery => delivery.State == DeliveryState.Delivered).DeliveryId);
        Assert.Single(_server.Deliveries.All);
        Assert.Equal(1, _trace.Progress.Count(static one => one.Done == 1));
    }

    [Fact]
    public async Task Only_what_is_meant_is_sent()
    {
        Spool spool = Open(3);
        string wanted = spool.List(DeliveryState.Pending).Max(static name => name.Id)!;
        Assert.Equal(wanted, Assert.Single(await SendAsync(spool, name => name.Id == wanted)).DeliveryId);
        Assert.Equal(2, spool.List(DeliveryState.Pending).Count());
    }

    [Fact]
    public async Task A_file_that_is_no_delivery_is_warned_of_once()
    {
        Spool spool = Open(2);
        string notes = Path.Combine(spool.Path, "pending", "notes.txt");
        File.WriteAllText(notes, "");
        Fault(503, 1);
        Assert.Equal(2, (await SendAsync(spool)).Count);
        Assert.Equal([$"{notes} is no delivery; it was left as it is."], _trace.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_is_signed_where_there_is_a_secret_and_says_who_sends_it(bool isSigned)
    {
        using WebhookSecret secret = DeliveryJob.Secret(_server.CoachingSecret);
        using DeliverySender sender = new(isSigned ? [secret] : [], _time, Dns.GetHostAddressesAsync);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        DeliveryTarget target = DeliveryTarget.Create(new Uri($"http://{listener.LocalEndpoint}/in"), false, allowLoopback: true);
        Task<(int Status, TimeSpan? RetryAfter)> sent = sender.SendAsync(new DeliveryText("msg_1", target, _time.GetUtcNow(), 1, "{}"u8.ToArray()), _run, Token);
        using TcpClient client = await listener.AcceptTcpClientAsync(Token);
        using StreamReader reader = new(client.GetStream());
        List<string> head = [];
        while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
        {
            head.Add(line);
        }

        await client.GetStream().WriteAsync("HTTP/1.1 503 No\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Token);
        Assert.Equal((503, TimeSpan.FromSeconds(90)), await sent);
        long timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("POST /in HTTP/1.1", head[0]);
        Assert.Contains("webhook-id: msg_1", head);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"webhook-timestamp: {timestamp}"), head);
        Assert.Contains("User-Agent: SpeechInsights", head);
        Assert.Contains("Content-Type: application/json", head);
        string? signature = head.FirstOrDefault(static line => line.StartsWith("webhook-signature: ", StringComparison.Ordinal));
        Assert.Equal(isSigned ? "webhook-signature: " + WebhookSignature.Sign([secret], "msg_1", timestamp, "{}"u8) : null, signature);
    }

    private Spool Open(int count)
    {
        Spool spool = Spool.Open(_folder.File("spool"), _time);
        spool.Add([.. Enumerable.Range(1, count).Select(number => InsightText.Of(DeliveryJob.Candidate(number), Target))], Target, 1);
        return spool;
    }

    private void Fault(int status, int times, string? retryAfter = null) =>
        _server.Faults.Add(new FaultOrder { Path = ReceiverEndpoint.Path, Kind = FaultKind.Status, Status = status, Times = times, RetryAfter = retryAfter });

    private async Task<List<CoachingDelivery>> SendAsync(Spool spool, Func<DeliveryName, bool>? isMeant = null)
    {
        using WebhookSecret secret = DeliveryJob.Secret(_server.CoachingSecret);
        using DeliverySender sender = new([secret], TimeProvider.System, Dns.GetHostAddressesAsync);
        DeliveryRun run = new(spool, sender, isMeant ?? (static _ => true), _time, static () => 0, _run);
        List<CoachingDelivery> given = [];
        Task sending = CollectAsync();
        await _time.PassAsync(sending, static left => left <= DeliveryRun.Patience, Token);
        return given;

        async Task CollectAsync()
        {
            await foreach (CoachingDelivery delivery in run.SendAsync(Token))
            {
                given.Add(delivery);
            }
        }
    }
}
