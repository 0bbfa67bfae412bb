using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

public sealed class TokenTests
{
    private const string TokenPath = "/oauth/token";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_thousand_callers_share_one_refresh()
    {
        await using EngineHarness harness = await StartAsync();
        Assert.Equal(1, harness.Server.Tokens.IssuedCount);
        _time.Advance(TimeSpan.FromSeconds(600));
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => harness.Session.Api.AuthenticateAsync(RunContext.Silent(), EngineHarness.Token)));
        Assert.Equal(2, harness.Server.Tokens.IssuedCount);
    }

    [Theory]
    [InlineData(569.9, 1)]
    [InlineData(570, 2)]
    public async Task A_token_is_kept_until_thirty_seconds_before_it_expires(double seconds, int issued)
    {
        await using EngineHarness harness = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await GetModelAsync(harness);
        Assert.Equal(issued, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task A_revoked_token_is_replaced_once()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "/models/", Kind = FaultKind.Revoke });
        Assert.NotNull(await GetModelAsync(harness));
        Assert.Equal(1, fault.Fired);
        Assert.Equal(2, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task Revoked_in_the_middle_of_a_query_no_row_is_lost()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "conversations/summary", Kind = FaultKind.Revoke, Skip = 3 });
        harness.AssertIsTruth(await harness.ReadAsync());
        Assert.Equal(1, fault.Fired);
        Assert.Equal(2, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_TokenRejected()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "/models/", Kind = FaultKind.Revoke, Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => GetModelAsync(harness));
        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains("confidential", error.Hint, StringComparison.Ordinal);
        Assert.Equal(2, fault.Fired);
    }

    [Fact]
    public async Task While_the_token_endpoint_is_down_the_old_token_serves()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = TokenPath, Kind = FaultKind.Status, Status = 500, Times = 0 });
        _time.Advance(TimeSpan.FromSeconds(580));
        Assert.NotNull(await GetModelAsync(harness));
        Assert.True(fault.Fired > 0);
    }

    [Fact]
    public async Task A_refresh_that_fails_is_TokenRefreshFailed_and_not_kept()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = TokenPath, Kind = FaultKind.Status, Status = 500 });
        _time.Advance(TimeSpan.FromSeconds(700));
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => GetModelAsync(harness));
        Assert.Equal("TokenRefreshFailed", error.ErrorId);
        Assert.Equal(1, fault.Fired);
        Assert.NotNull(await GetModelAsync(harness));
    }

    [Fact]
    public async Task Wrong_credentials_fail_at_connect()
    {
        await using EngineHarness harness = await StartAsync(connect: false);
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => harness.ConnectAsync("not the secret"));
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Equal("invalid_client", error.Code);
        Assert.DoesNotContain("not the secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_the_users_is_never_renewed()
    {
        await using EngineHarness harness = await StartAsync(connect: false);
        string token = harness.Server.Tokens.Issue(harness.Server.ClientId);
        InsightsSession session = await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: harness.Server.BaseAddress)),
            SessionCredential.FromToken(EngineHarness.Secure(token)),
            new AuditFile(harness.AuditPath, AuditHasher.Plain),
            harness.Options,
            harness.Run,
            EngineHarness.Token);
        Assert.NotNull(await session.Api.GetModelAsync(ModelCatalog.DeployedId, harness.Run, EngineHarness.Token));
        harness.Server.Tokens.RevokeAll();
        int before = harness.Server.Tokens.IssuedCount;
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => session.Api.GetModelAsync(ModelCatalog.DeployedId, harness.Run, EngineHarness.Token));
        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Equal(before, harness.Server.Tokens.IssuedCount);
        session.Close();
    }

    [Theory]
    [InlineData(400, "AuthenticationFailed", false)]
    [InlineData(401, "AuthenticationFailed", false)]
    [InlineData(403, "AuthenticationFailed", false)]
    [InlineData(404, "InvalidResponse", false)]
    [InlineData(408, "ServiceUnavailable", true)]
    [InlineData(429, "RateLimitExceeded", true)]
    [InlineData(500, "ServerError", false)]
    [InlineData(501, "ServerError", false)]
    [InlineData(502, "ServiceUnavailable", true)]
    [InlineData(503, "ServiceUnavailable", true)]
    [InlineData(504, "ServiceUnavailable", true)]
    [InlineData(505, "ServerError", false)]
    public async Task Each_refusal_of_the_token_endpoint_has_its_error(int status, string id, bool isTransient)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 10 }, new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 }, connect: false);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = TokenPath, Kind = FaultKind.Status, Status = status });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => harness.ConnectAsync());
        Assert.Equal((id, status, isTransient, 1), (error.ErrorId, (int)error.Status!.Value, error.IsTransient, fault.Fired));
    }

    [Fact]
    public async Task A_closed_session_is_SessionClosed()
    {
        await using EngineHarness harness = await StartAsync();
        harness.Session.Close();
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => GetModelAsync(harness));
        Assert.Equal("SessionClosed", error.ErrorId);
    }

    [Fact]
    public async Task One_callers_cancellation_leaves_the_refresh_to_the_others()
    {
        await using EngineHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = TokenPath, Kind = FaultKind.Delay, Ms = 300 });
        _time.Advance(TimeSpan.FromSeconds(700));
        using CancellationTokenSource stop = new();
        Task first = harness.Session.Api.AuthenticateAsync(RunContext.Silent(), stop.Token);
        Task second = harness.Session.Api.AuthenticateAsync(RunContext.Silent(), EngineHarness.Token);
        await fault.FirstFired;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second;
        Assert.Equal(2, harness.Server.Tokens.IssuedCount);
    }

    private static Task<SpeechModel> GetModelAsync(EngineHarness harness) =>
        harness.Session.Api.GetModelAsync(ModelCatalog.DeployedId, RunContext.Silent(), EngineHarness.Token);

    // The server's clock runs ahead of nothing: tokens live ten minutes on the same clock as the engine's.
    private Task<EngineHarness> StartAsync(bool connect = true) => EngineHarness.StartAsync(
        new SimulatorOptions { Interactions = 1_200, TokenLifetime = TimeSpan.FromMinutes(10), Time = _time },
        new SessionOptions { Time = _time, RequestsPerMinute = 0, Timeout = TimeSpan.FromHours(1) },
        connect);
}
