using System.Net;
using SpeechInsights.Connections;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Connections;

/// <summary>A person logs in: the whole way by a scripted browser, how the session goes on, and how it ends.</summary>
public sealed class LoginTests
{
    private static readonly SimulatorOptions s_few = new() { Interactions = 10 };

    [Fact]
    public async Task A_browser_that_follows_the_address_connects_the_session()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri shown = await harness.Shown;
        Assert.Equal(["code", "login-client", harness.Redirect.OriginalString, "S256"],
            new[] { "response_type", "client_id", "redirect_uri", "code_challenge_method" }.Select(name => LoginHarness.Value(shown, name)!));
        Assert.Equal(43, LoginHarness.Value(shown, "state")!.Length);
        using HttpResponseMessage page = await harness.Browser.GetAsync(shown, EngineHarness.Token);
        string text = await page.Content.ReadAsStringAsync(EngineHarness.Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("You can close this window", text, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        InsightsSession session = await harness.Connecting;
        Assert.Equal("login-client", session.ClientId);
        Assert.Equal(PlatformCatalog.OrganizationName, session.Organization);
        Assert.Contains(harness.Trace.Waits, static wait => wait.Reason == "the login in the browser");
    }

    [Fact]
    public async Task A_server_that_says_what_renews_the_token_back_is_masked()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        string refresh = harness.Server.Platform.Logins.Secrets[^1];
        harness.Server.Faults.Add(new FaultOrder { Path = "/programs/", Kind = FaultKind.Status, Status = 400, Message = $"no: {refresh}", Times = 0 });
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => session.Api.GetModelAsync("x", RunContext.Silent(), EngineHarness.Token));
        Assert.Contains("no: ***", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_repeats_nothing_that_was_sent()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        string text = await harness.Browser.GetStringAsync(LoginHarness.With(answer, "name", "<script>alert(1)</script>"), EngineHarness.Token);
        Assert.DoesNotContain("script", text, StringComparison.Ordinal);
        Assert.DoesNotContain(LoginHarness.Value(answer, "code")!, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_login_has_proof_of_its_own()
    {
        await using LoginHarness one = await LoginHarness.StartAsync();
        await using LoginHarness other = await LoginHarness.StartAsync();
        foreach (string name in (string[])["state", "code_challenge"])
        {
            Assert.NotEqual(LoginHarness.Value(await one.Shown, name), LoginHarness.Value(await other.Shown, name));
        }
    }

    [Fact]
    public async Task The_token_is_renewed_as_long_as_the_session_lasts_by_tokens_that_change()
    {
        ManualTimeProvider time = new();
        await using LoginHarness harness = await LoginHarness.StartAsync(s_few with { Time = time, TokenLifetime = TimeSpan.FromMinutes(10) }, time);
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        for (int renewal = 1; renewal <= 3; renewal++)
        {
            time.Advance(TimeSpan.FromMinutes(11));
            Assert.NotNull(await session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, RunContext.Silent(), EngineHarness.Token));
            Assert.Equal(1 + renewal, harness.Server.Tokens.IssuedCount);
        }
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_renewed_too()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        harness.Server.Tokens.RevokeAll();
        Assert.NotNull(await session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, RunContext.Silent(), EngineHarness.Token));
    }

    [Fact]
    public async Task Without_a_refresh_token_the_login_serves_until_its_token_runs_out()
    {
        ManualTimeProvider time = new();
        await using LoginHarness harness = await LoginHarness.StartAsync(s_few with { Time = time, TokenLifetime = TimeSpan.FromMinutes(10), RefreshTokens = false }, time);
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        time.Advance(TimeSpan.FromSeconds(580));
        Assert.NotNull(await session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, RunContext.Silent(), EngineHarness.Token));
        time.Advance(TimeSpan.FromSeconds(30));
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, RunContext.Silent(), EngineHarness.Token));
        Assert.Equal("TokenRefreshFailed", error.ErrorId);
        Assert.Contains("connect again", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_refresh_token_a_token_that_was_revoked_is_TokenRejected()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync(s_few with { RefreshTokens = false });
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        harness.Server.Tokens.RevokeAll();
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, RunContext.Silent(), EngineHarness.Token));
        Assert.Equal("TokenRejected", error.ErrorId);
    }

    [Fact]
    public async Task Signing_out_revokes_the_token_and_forgets_what_would_renew_it()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        InsightsSession session = await harness.Connecting;
        Assert.True(await session.Api.RevokeAsync(RunContext.Silent(), EngineHarness.Token));
        session.Close();
        Assert.Equal(0, harness.Server.Tokens.ActiveCount);
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => session.Api.GetModelAsync("x", RunContext.Silent(), EngineHarness.Token));
        Assert.Equal("SessionClosed", error.ErrorId);
        Assert.Equal(1, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task Nobody_who_logs_in_is_LoginTimedOut()
    {
        ManualTimeProvider time = new();
        await using LoginHarness harness = await LoginHarness.StartAsync(time: time);
        await harness.Shown;
        time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(harness.Connecting.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(0.2));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("LoginTimedOut", error.ErrorId);
        Assert.Contains("300 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("LoginTimedOut", harness.AuditText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_no_is_LoginRefused()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync(s_few with { RefuseLogins = true });
        using HttpResponseMessage page = await harness.Browser.GetAsync(await harness.Shown, EngineHarness.Token);
        Assert.Contains("refused", await page.Content.ReadAsStringAsync(EngineHarness.Token), StringComparison.Ordinal);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("LoginRefused", error.ErrorId);
        Assert.Contains("access_denied", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_and_frees_the_port()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        await harness.Shown;
        harness.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Connecting);
        using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, harness.Redirect.Port);
        free.Start();
        Assert.Contains("cancelled", harness.AuditText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_LoginPortInUse_before_anybody_is_shown_an_address()
    {
        await using LoginHarness first = await LoginHarness.StartAsync();
        await first.Shown;
        InsightsException error = Assert.Throws<InsightsException>(() => new LoginListener(first.Redirect));
        Assert.Equal("LoginPortInUse", error.ErrorId);
        Assert.Equal(first.Redirect.AbsoluteUri, error.Target);
    }

    [Fact]
    public async Task The_Summary_profile_has_no_login()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync(profile: ApiProfile.Summary);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("NotSupportedByProfile", error.ErrorId);
        Assert.Empty(harness.Server.Requests.Snapshot());
    }

    [Fact]
    public async Task What_a_hostile_token_endpoint_sends_back_is_not_told()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        string code = LoginHarness.Value(answer, "code")!;
        harness.Server.Faults.Add(new FaultOrder { Path = "/oauth/token", Kind = FaultKind.Status, Status = 400, Code = code, Message = "code=" + code, Times = 0 });
        await harness.Browser.GetAsync(answer, EngineHarness.Token);
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        string all = error + string.Join('\n', harness.Trace.Verbose.Concat(harness.Trace.Debug).Concat(harness.Trace.Warnings)) + harness.AuditText;
        Assert.DoesNotContain(code, all, StringComparison.Ordinal);
        string printed = $"{LoginHead.Parse($"GET {answer.PathAndQuery} HTTP/1.1\r\nHost: x")}{new LoginAnswer(code, null)}{new LoginProof()}";
        Assert.Equal("GET /callback******", printed);
    }
}
