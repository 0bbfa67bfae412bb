using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Faults that come from a server that is away, from clocks, and from answers that are lost.</summary>
internal static partial class StagedFaults
{
    private const string Network = "the network";
    private const string Clock = "this machine's clock";
    private const string Webhook = "the webhook";

    private static readonly TimeSpan s_tokenLifetime = TimeSpan.FromDays(1);

    public static readonly IReadOnlyList<StagedFault> All =
    [
        new(Network, "nothing listens: connection refused", "ConnectionFailed", PlayRefusedAsync) { Attempts = 4 },
        new(Network, "the server goes away in mid-run", "ConnectionFailed", PlayGoneAsync),
        new("the token", "its endpoint is down at a renewal, and the old one is still valid", FaultLine.Whole, PlayOldTokenAsync),
        new("the token", "its endpoint is down at a renewal, and the old one has expired", "TokenRefreshFailed", PlayExpiredTokenAsync) { Attempts = 4 },
        new(Clock, "jumps an hour ahead in mid-run", FaultLine.Whole, fault => PlayClockAsync(TimeSpan.FromHours(1))),
        new(Clock, "jumps an hour back in mid-run", FaultLine.Whole, fault => PlayClockAsync(TimeSpan.FromHours(-1))),
        new(Clock, "an hour ahead, and a 429 with a date", FaultLine.Whole, fault => PlayRetryDateAsync(TimeSpan.FromHours(1))),
        new(Clock, "an hour behind, and a 429 with a date", FaultLine.Whole, fault => PlayRetryDateAsync(TimeSpan.FromHours(-1))),
        new(Webhook, "made, but the answer is lost", FaultLine.Whole, fault => PlayWebhookAsync(fault, FaultKind.DoThenReset, times: 1, posts: 1, made: 1)),
        new(Webhook, "503 to its making, twice", FaultLine.Whole, fault => PlayWebhookAsync(fault, FaultKind.Status, times: 2, posts: 3, made: 1)),
        new(Webhook, "503 to its making, always", "ServiceUnavailable", fault => PlayWebhookAsync(fault, FaultKind.Status, times: 0, posts: 3, made: 0)) { Attempts = 3 },
        new(Webhook, "made, but the answer is lost, and the server has no list", "WebhookStateUnknown",
            fault => PlayWebhookAsync(fault, FaultKind.DoThenReset, times: 0, posts: 1, made: 1, hasList: false)) { Attempts = 1 },
    ];

    private static async Task PlayRefusedAsync(StagedFault fault)
    {
        await using EngineHarness harness = await StartAsync(new HastyTimeProvider());
        await harness.Server.DisposeAsync();
        AuditedJob job = new(harness);
        await job.RunAsync(EngineHarness.Token);
        InsightsException error = job.AssertFailed(fault.Outcome);
        job.AssertAudited();
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(error.InnerException?.InnerException).SocketErrorCode);
        Assert.Equal((fault.Attempts, fault.Attempts - 1, 0), (job.Run.RequestCount, job.Run.RetryCount, job.SeenCount));
    }

    private static async Task PlayGoneAsync(StagedFault fault)
    {
        await using EngineHarness harness = await StartAsync(new HastyTimeProvider());
        AuditedJob job = new(harness) { OnBatch = number => number == 1 ? harness.Server.DisposeAsync() : ValueTask.CompletedTask };
        await job.RunAsync(EngineHarness.Token);
        job.AssertFailed(fault.Outcome);
        job.AssertAudited();
        Assert.NotEmpty(job.Rows);
    }

    private static async Task PlayOldTokenAsync(StagedFault fault)
    {
        HastyTimeProvider time = new();
        await using EngineHarness harness = await StartAsync(time);
        FaultTicket ticket = harness.Fault(new FaultOrder { Path = FaultMatrix.Token, Kind = FaultKind.Status, Status = 500, Times = 0 });
        AuditedJob job = new(harness) { OnBatch = OnFirst(() => time.Leap(s_tokenLifetime - TimeSpan.FromSeconds(20))) };
        await job.RunAsync(EngineHarness.Token);
        job.AssertIsTruth();
        job.AssertAudited();
        Assert.True(ticket.Fired > 0);
        Assert.Equal(1, harness.Server.Tokens.IssuedCount);
    }

    private static async Task PlayExpiredTokenAsync(StagedFault fault)
    {
        HastyTimeProvider time = new();
        await using EngineHarness harness = await StartAsync(time);
        FaultTicket ticket = harness.Fault(new FaultOrder { Path = FaultMatrix.Token, Kind = FaultKind.Status, Status = 503, Times = 0 });
        AuditedJob job = new(harness) { OnBatch = OnFirst(() => time.Leap(s_tokenLifetime)) };
        await job.RunAsync(EngineHarness.Token);
        InsightsException error = job.AssertFailed(fault.Outcome);
        job.AssertAudited();
        Assert.NotNull(Assert.IsType<ApiException>(error).CorrelationId);
        Assert.NotEmpty(job.Rows);
        // Each page that is under way, or waits for its turn, may begin a renewal before the first failure ends them all.
        Assert.InRange(ticket.Fired, fault.Attempts!.Value, fault.Attempts.Value * harness.Session.ThrottleLimit * 2);
    }

    private static async Task PlayClockAsync(TimeSpan jump)
    {
        HastyTimeProvider time = new();
        await using EngineHarness harness = await StartAsync(time);
        bool jumped = false;
        AuditedJob job = new(harness)
        {
            OnBatch = OnFirst(() =>
            {
                time.SetWrong(jump);
                jumped = true;
            }),
        };
        await job.RunAsync(EngineHarness.Token);
        Assert.True(jumped);
        job.AssertIsTruth();
        AuditEntry end = job.AssertAudited();
        Assert.Equal((0, 1), (end.RetryCount, harness.Server.Tokens.IssuedCount));
        Assert.InRange(end.ExecutionLatencyMs!.Value, 0, TimeSpan.FromMinutes(30).TotalMilliseconds);
    }

    // The date is on the server's clock, so it must be measured against the answer's own Date: else it lies an hour off. Dates have
    // whole seconds, and a busy server's may be older.
    private static async Task PlayRetryDateAsync(TimeSpan wrong)
    {
        HastyTimeProvider time = new();
        time.SetWrong(wrong);
        await using EngineHarness harness = await StartAsync(time);
        string date = DateTimeOffset.UtcNow.AddSeconds(8).ToString("R", CultureInfo.InvariantCulture);
        FaultTicket ticket = harness.Fault(new FaultOrder { Path = FaultMatrix.Model, Kind = FaultKind.Status, Status = 429, RetryAfter = date });
        AuditedJob job = new(harness);
        await job.RunAsync(EngineHarness.Token);
        job.AssertIsTruth();
        Assert.Equal((1, 1), (ticket.Fired, (int)job.AssertAudited().RetryCount));
        string told = Assert.Single(harness.Trace.Verbose, text => text.Contains("repeat 1 in", StringComparison.Ordinal));
        Assert.InRange(double.Parse(Seconds().Match(told).Groups[1].Value, CultureInfo.InvariantCulture), 2, 30);
    }

    private static async Task PlayWebhookAsync(StagedFault fault, FaultKind kind, int times, int posts, int made, bool hasList = true)
    {
        await using EngineHarness harness = await StartAsync(new HastyTimeProvider(), hasList);
        FaultTicket ticket = harness.Fault(new FaultOrder { Path = "/webhooks", Method = "POST", Kind = kind, Status = 503, Times = times });
        AuditedJob job = new(harness)
        {
            Registration = new WebhookRegistration
            {
                Name = WebhookRegistration.DefaultName, Uri = new Uri("https://coach.example.com/"), ModelId = ModelCatalog.DeployedId,
            },
        };
        await job.RunAsync(EngineHarness.Token);
        Assert.Equal(times == 0 ? posts : times, ticket.Fired);
        Assert.Equal(posts, harness.Server.Requests.Snapshot().Count(request => request.Method == "POST" && request.Path.EndsWith("/webhooks", StringComparison.Ordinal)));
        Assert.Equal(made, harness.Server.Webhooks.Count);
        job.AssertAudited();
        job.AssertAllRowsCame();
        if (fault.IsWhole)
        {
            job.AssertIsTruth();
        }
        else
        {
            job.AssertFailed(fault.Outcome);
        }
    }

    private static Func<int, ValueTask> OnFirst(Action act) => number =>
    {
        if (number == 1)
        {
            act();
        }

        return ValueTask.CompletedTask;
    };

    private static Task<EngineHarness> StartAsync(HastyTimeProvider time, bool hasWebhookList = true) => EngineHarness.StartAsync(
        new SimulatorOptions { Interactions = 3_300, TokenLifetime = s_tokenLifetime, WebhookList = hasWebhookList },
        new SessionOptions { Time = time, Timeout = TimeSpan.FromSeconds(60), RequestsPerMinute = 0, ThrottleLimit = 2 });

    [GeneratedRegex(@"repeat 1 in (\d+(?:\.\d+)?) s")]
    private static partial Regex Seconds();
}
