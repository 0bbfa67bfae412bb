using System.Net;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Resilience;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Http;

public sealed class RetryTests
{
    private const string ModelPath = "/models/";
    private const string QueryPath = "conversations/summary/query";
    private const string HookPath = "/api/v2/webhooks";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Waits_are_Pollys_and_double_with_jitter()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = ModelPath, Kind = FaultKind.Status, Status = 503, Times = 3 });
        Task<SpeechModel> model = GetModelAsync(harness);

        // Decorrelated jitter with a constant 0.5 from the generator, as Polly 8 computes it for a base delay of 1 s.
        double[] waits = new double[3];
        for (int i = 0; i < 3; i++)
        {
            await _time.WaitForTimersAsync(remaining: IsRetryWait);
            waits[i] = _time.Pending.Where(wait => IsRetryWait(wait)).Min().TotalSeconds;
            _time.Advance(TimeSpan.FromSeconds(waits[i]));
        }

        Assert.Equal(ModelCatalog.DeployedId, (await model).Id);
        Assert.Equal(3, fault.Fired);
        Assert.Equal(3, harness.Run.RetryCount);
        Assert.All(PollySchedule(3).Zip(waits), pair => Assert.InRange(pair.Second, pair.First - 0.001, pair.First));
        Assert.Equal(3, harness.Trace.Verbose.Count(text => text.Contains("repeat", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_passing_status_is_repeated(int status)
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = FaultKind.Status, Status = status, Times = 2 });
        List<SpeechInsight> rows = await _time.PassAsync(harness.ReadAsync(), IsRetryWait);
        harness.AssertIsTruth(rows);
        Assert.Equal(2, fault.Fired);
    }

    [Theory]
    [InlineData(500, "ServerError")]
    [InlineData(400, "RequestRejected")]
    [InlineData(403, "PermissionDenied")]
    [InlineData(501, "ServerError")]
    public async Task A_lasting_status_is_not_repeated(int status, string id)
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = FaultKind.Status, Status = status, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => harness.ReadAsync());
        Assert.Equal(id, error.ErrorId);
        Assert.NotNull(error.CorrelationId);
        Assert.Equal(1, fault.Fired);
    }

    [Theory]
    [InlineData(408, "OperationTimeout")]
    [InlineData(502, "ServiceUnavailable")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "ServiceUnavailable")]
    public async Task What_creates_is_sent_once_though_the_status_may_pass(int status, string id)
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = HookPath, Method = "POST", Kind = FaultKind.Status, Status = status, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => _time.PassAsync(CreateAsync(harness), IsRetryWait));
        Assert.Equal(id, error.ErrorId);
        Assert.Equal((1, 0), (fault.Fired, harness.Run.RetryCount));
    }

    [Fact]
    public async Task What_creates_is_sent_once_though_its_answer_does_not_come_in_time()
    {
        await using EngineHarness harness = await StartAsync(Patient() with { Timeout = TimeSpan.FromSeconds(15) });
        FaultTicket fault = harness.Fault(new FaultOrder { Path = HookPath, Method = "POST", Kind = FaultKind.Stall, Times = 0 });
        Task<CoachingWebhook> made = CreateAsync(harness);
        await fault.FirstFired;
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => _time.PassAsync(made, IsRetryWait));
        Assert.Equal("OperationTimeout", error.ErrorId);
        Assert.Contains("may have been done", error.Hint, StringComparison.Ordinal);
        Assert.Equal((1, 0), (fault.Fired, harness.Run.RetryCount));
    }

    [Theory]
    [InlineData("Reset")]
    [InlineData("ResetInBody")]
    [InlineData("Truncate")]
    [InlineData("Html")]
    [InlineData("Empty")]
    public async Task A_broken_answer_is_repeated(string kind)
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = Enum.Parse<FaultKind>(kind), Skip = 1, Times = 2 });
        List<SpeechInsight> rows = await _time.PassAsync(harness.ReadAsync(), IsRetryWait);
        harness.AssertIsTruth(rows);
        Assert.Equal(2, fault.Fired);
    }

    [Theory]
    [InlineData("Html")]
    [InlineData("Empty")]
    [InlineData("Truncate")]
    public async Task An_answer_that_stays_broken_is_InvalidResponse(string kind)
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = Enum.Parse<FaultKind>(kind), Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => _time.PassAsync(harness.ReadAsync(), IsRetryWait));
        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal(4, fault.Fired);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_ended_in_time_and_repeated()
    {
        await using EngineHarness harness = await StartAsync(Patient() with { Timeout = TimeSpan.FromSeconds(15), ThrottleLimit = 1 });
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = FaultKind.Stall });
        Task<List<SpeechInsight>> rows = harness.ReadAsync();
        await fault.FirstFired;
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(15), _time.Pending[^1]);
        _time.Advance(TimeSpan.FromSeconds(15));
        await _time.WaitForTimersAsync(remaining: static wait => wait < TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        harness.AssertIsTruth(await rows);
    }

    [Fact]
    public async Task An_attempt_that_hangs_for_ever_is_OperationTimeout()
    {
        await using EngineHarness harness = await StartAsync(Patient() with { Timeout = TimeSpan.FromSeconds(15), MaximumRetryCount = 0 });
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = FaultKind.Stall, Times = 0 });
        Task<List<SpeechInsight>> rows = harness.ReadAsync();
        await fault.FirstFired;
        await _time.WaitForTimersAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => rows);
        Assert.Equal("OperationTimeout", error.ErrorId);
    }

    [Fact]
    public async Task Retry_After_is_obeyed_and_never_undercut()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = ModelPath, Kind = FaultKind.Status, Status = 429, RetryAfter = "42" });
        Task<SpeechModel> model = GetModelAsync(harness);
        await _time.WaitForTimersAsync(remaining: IsRetryWait);
        Assert.Equal(42 + (RetryPolicy.MaximumJitter.TotalSeconds / 2), _time.Pending.Where(wait => IsRetryWait(wait)).Min().TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(43));
        Assert.NotNull(await model);
        Assert.Equal(1, fault.Fired);
        Assert.Contains(harness.Trace.Warnings, text => text.Contains("rate limit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retry_After_of_an_hour_fails_at_once()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = ModelPath, Kind = FaultKind.Status, Status = 429, RetryAfter = "3600", Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetModelAsync(harness));
        Assert.Equal("RateLimitExceeded", error.ErrorId);
        Assert.Contains("3600", error.Hint, StringComparison.Ordinal);
        Assert.Equal(1, fault.Fired);
    }

    [Fact]
    public async Task Nobody_there_is_ConnectionFailed()
    {
        await using EngineHarness harness = await StartAsync();
        await harness.Server.DisposeAsync();
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => _time.PassAsync(GetModelAsync(harness), IsRetryWait));
        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal(3, harness.Run.RetryCount);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = ModelPath, Kind = FaultKind.Redirect, Location = "https://example.com/", Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetModelAsync(harness));
        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal(1, fault.Fired);
    }

    [Fact]
    public async Task What_a_server_says_reaches_the_error_without_control_characters()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = ModelPath, Kind = FaultKind.ControlText, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetModelAsync(harness));
        Assert.Equal(1, fault.Fired);
        Assert.Equal(HttpStatusCode.BadRequest, error.Status);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("Large")]
    [InlineData("Deep")]
    public async Task An_answer_out_of_bounds_is_ResponseTooLarge(string kind)
    {
        await using EngineHarness harness = await StartAsync(Patient() with { MaximumResponseBytes = 1 << 20 });
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = Enum.Parse<FaultKind>(kind), Bytes = 2 << 20, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => harness.ReadAsync());
        Assert.Equal(1, fault.Fired);
        Assert.Equal("ResponseTooLarge", error.ErrorId);
    }

    [Fact]
    public async Task Unknown_fields_are_passed_over()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "/api/", Kind = FaultKind.UnknownFields, Times = 0 });
        harness.AssertIsTruth(await harness.ReadAsync());
        Assert.True(fault.Fired > 10);
    }

    private static Task<CoachingWebhook> CreateAsync(EngineHarness harness) => harness.Session.Api.CreateWebhookAsync(
        new WebhookRegistration { Name = "a webhook", Description = "a description", Uri = new Uri("https://coaching-platform.example.com/insights"), ModelId = ModelCatalog.DeployedId }, harness.Run, EngineHarness.Token);

    private static bool IsRetryWait(TimeSpan wait) => wait < TimeSpan.FromSeconds(200);

    private static Task<SpeechModel> GetModelAsync(EngineHarness harness) =>
        harness.Session.Api.GetModelAsync(ModelCatalog.DeployedId, harness.Run, EngineHarness.Token);

    private Task<EngineHarness> StartAsync(SessionOptions? options = null) => EngineHarness.StartAsync(
        new SimulatorOptions { Interactions = 1_200 },
        options ?? Patient());

    // Time is moved by hand while real requests are under way: an attempt must not run out of it.
    private SessionOptions Patient() => new() { Time = _time, Random = () => 0.5, RequestsPerMinute = 0, Timeout = TimeSpan.FromHours(1) };

    // The formula of the 'Decorrelated Jitter Backoff V2' that Polly documents: p(t) = 2^t · tanh(√(4t)), scaled by 1/1.4.
    private static IEnumerable<double> PollySchedule(int count)
    {
        double previous = 0;
        for (int i = 0; i < count; i++)
        {
            double t = i + 0.5;
            double next = Math.Pow(2, t) * Math.Tanh(Math.Sqrt(4.0 * t));
            yield return (next - previous) / 1.4;
            previous = next;
        }
    }
}
