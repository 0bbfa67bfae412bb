using SpeechInsights.Auditing;
using SpeechInsights.Connections;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Http;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>How a session is made and what it says of itself, over a network that answers as the test says.</summary>
public sealed class SessionFactoryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RequestBudgets _budgets;
    private readonly List<Uri> _asked = [];
    private Func<HttpRequestMessage, HttpResponseMessage> _answer = static _ => MadeAnswer.Of(200, """{"access_token":"a-token-of-a-session","expires_in":600}""");
    private AnsweringHandler? _network;

    public SessionFactoryTests() => _budgets = new RequestBudgets(_time, TimeSpan.FromMinutes(1));

    private string Trail => _folder.File("audit.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_said_is_the_cmdlets_default()
    {
        SessionOptions options = new();
        Assert.Equal((15d, 3, 4, 300, false, 64 << 20), (options.Timeout.TotalSeconds, options.MaximumRetryCount, options.ThrottleLimit, options.RequestsPerMinute, options.RequireAudit, options.MaximumResponseBytes));
        Assert.Same(RequestBudgets.Process, options.Budgets);
    }

    [Theory]
    [InlineData("-TimeoutSec", 1, 3600)]
    [InlineData("-MaximumRetryCount", 0, 20)]
    [InlineData("-ThrottleLimit", 1, 64)]
    [InlineData("-RequestsPerMinute", 0, 100_000)]
    public async Task A_number_may_be_from_its_least_to_its_most(string parameter, int least, int most)
    {
        foreach (int number in new[] { least, most })
        {
            (await ConnectAsync(Options(parameter, number))).Close();
        }

        foreach (int number in new[] { least - 1, most + 1 })
        {
            InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ConnectAsync(Options(parameter, number)));
            Assert.Equal(("LimitOutOfRange", parameter[1..], $"{parameter} {number} is not from {least} to {most}."), (error.ErrorId, error.Target, error.Message));
        }
    }

    [Fact]
    public async Task A_session_says_what_it_was_given_and_no_secret()
    {
        SessionOptions options = Options("-ThrottleLimit", 7) with
        {
            Timeout = TimeSpan.FromSeconds(9), MaximumRetryCount = 2, RequestsPerMinute = 60, RequireAudit = true,
            Proxy = new GivenProxy(new Uri("http://proxy.example.com:8080")), Trace = new ExchangeTrace(_folder.File("trace.jsonl")),
        };
        InsightsSession session = await ConnectAsync(options);
        Assert.Equal("client-1 at api.example.com", session.ToString());
        Assert.Equal((7, TimeSpan.FromSeconds(9), 2, 60, true), (session.ThrottleLimit, session.Timeout, session.MaximumRetryCount, session.RequestsPerMinute, session.RequireAudit));
        Assert.Equal(("https://api.example.com/", "https://id.example.com/", ApiProfile.Summary, null), (session.BaseUri.AbsoluteUri, session.LoginUri.AbsoluteUri, session.Profile, session.Region));
        Assert.Equal((Trail, _folder.File("trace.jsonl"), "http://proxy.example.com:8080/"), (session.AuditPath, session.TracePath, session.Proxy?.AbsoluteUri));
        Assert.Equal((_time.GetUtcNow(), null, null), (session.Connected, session.Organization, session.RequestsLeft));
        Assert.NotEqual(Guid.Empty, session.SessionId);
        Assert.Equal(["https://id.example.com/oauth/token"], _asked.Select(static uri => uri.AbsoluteUri));
        session.Close();
    }

    [Fact]
    public async Task A_session_that_was_given_little_says_so()
    {
        InsightsSession session = await ConnectAsync(Options(), SessionCredential.FromToken(EngineHarness.Secure("a-token-of-the-users")));
        Assert.Equal("access token at api.example.com", session.ToString());
        Assert.Equal((null, null, null, false), (session.ClientId, session.Proxy, session.TracePath, session.RequireAudit));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Closed_it_is_told_by_its_id_and_its_secrets_are_gone()
    {
        SessionCredential credential = Client();
        InsightsSession session = await ConnectAsync(Options() with { Proxy = new GivenProxy(new Uri("http://proxy.example.com"), "user", EngineHarness.Secure("p")) }, credential);
        Assert.Same(session, session.EnsureOpen());
        Assert.True(session.IsOpen);
        session.Close();
        session.Close();
        Assert.False(session.IsOpen);
        InsightsException error = Assert.Throws<InsightsException>(session.EnsureOpen);
        Assert.Equal(("SessionClosed", session.SessionId.ToString("D")), (error.ErrorId, error.Target));
        Assert.Contains("Connect-GenesysInsights", error.Hint, StringComparison.Ordinal);
        AssertWiped(credential, session.Options.Proxy!);
        Assert.True(_network!.IsDisposed);
    }

    [Fact]
    public async Task That_the_trail_could_not_be_written_is_told_once()
    {
        InsightsSession session = await ConnectAsync(Options());
        Assert.Equal([true, false, false], [session.TellAuditFailureOnce(), session.TellAuditFailureOnce(), session.TellAuditFailureOnce()]);
    }

    [Fact]
    public async Task What_is_refused_before_it_is_sent_leaves_no_secret()
    {
        SessionCredential credential = Client();
        GivenProxy proxy = new(new Uri("http://proxy.example.com"), "user", EngineHarness.Secure("p"));
        await Assert.ThrowsAsync<InsightsException>(() => ConnectAsync(Options("-ThrottleLimit", 0) with { Proxy = proxy }, credential));
        AssertWiped(credential, proxy);
        Assert.Null(_network);
    }

    [Fact]
    public async Task What_the_server_refuses_leaves_nothing_open()
    {
        _answer = static _ => MadeAnswer.Of(401);
        SessionCredential credential = Client();
        GivenProxy proxy = new(new Uri("http://proxy.example.com"), "user", EngineHarness.Secure("p"));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => ConnectAsync(Options() with { Proxy = proxy }, credential));
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        AssertWiped(credential, proxy);
        Assert.True(_network!.IsDisposed);
        Assert.Contains("\"status\":\"failed\",\"error\":\"AuthenticationFailed\"", await File.ReadAllTextAsync(Trail, EngineHarness.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_while_it_connects_it_was_cancelled_and_did_not_fail()
    {
        using CancellationTokenSource stop = new();
        _answer = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync(Options(), stop: stop.Token));
        string trail = await File.ReadAllTextAsync(Trail, EngineHarness.Token);
        Assert.Contains("\"status\":\"cancelled\",\"error\":null", trail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiProfile.Summary, null)]
    [InlineData(ApiProfile.Platform, "Basic")]
    public async Task A_profile_has_its_own_way_to_prove_a_client(ApiProfile profile, string? scheme)
    {
        List<string?> schemes = [];
        _answer = request =>
        {
            schemes.Add(request.Headers.Authorization?.Scheme);
            return MadeAnswer.Of(401);
        };
        await Assert.ThrowsAsync<ApiException>(() => ConnectAsync(Options(), profile: profile));
        Assert.Equal([scheme], schemes);
        Assert.Equal(["https://id.example.com/oauth/token"], _asked.Select(static uri => uri.AbsoluteUri));
    }

    [Fact]
    public async Task A_session_that_was_made_is_in_the_trail()
    {
        await ConnectAsync(Options());
        string[] lines = await File.ReadAllLinesAsync(Trail, EngineHarness.Token);
        Assert.Contains("\"status\":\"started\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", lines[1], StringComparison.Ordinal);
        Assert.All(["\"command\":\"Connect-GenesysInsights\"", "\"resultCount\":1"], text => Assert.Contains(text, lines[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trail_that_cant_be_written_is_in_the_way_only_of_who_requires_it()
    {
        Directory.CreateDirectory(Trail);
        Assert.True((await ConnectAsync(Options())).IsOpen);
        SessionCredential credential = Client();
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ConnectAsync(Options() with { RequireAudit = true }, credential));
        Assert.Equal("AuditWriteFailed", error.ErrorId);
        Assert.Throws<ObjectDisposedException>(() => SessionCredentialTests.Read(credential.Secret));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task The_Summary_profile_has_no_login()
    {
        InteractiveLogin login = new(InteractiveLogin.DefaultRedirectUri, TimeSpan.FromMinutes(1), static _ => throw new InvalidOperationException("it was shown"), _time);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ConnectAsync(Options(), SessionCredential.FromLogin("client-1", login)));
        Assert.Equal(("NotSupportedByProfile", "Interactive"), (error.ErrorId, error.Target));
        Assert.Contains("-ApiProfile Platform", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a token")]
    [InlineData("a-token\n")]
    [InlineData("a-tok\u00e9n")]
    [InlineData("a-token\u007f")]
    public async Task A_token_of_characters_that_no_token_has_is_refused(string token)
    {
        SessionCredential credential = SessionCredential.FromToken(EngineHarness.Secure(token));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ConnectAsync(Options(), credential));
        Assert.Equal(("AuthenticationFailed", "AccessToken"), (error.ErrorId, error.Target));
        Assert.Contains("character", error.Message, StringComparison.Ordinal);
        Assert.Contains("line breaks", error.Hint, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => SessionCredentialTests.Read(credential.Secret));
    }

    [Fact]
    public async Task Of_a_token_only_the_header_is_left()
    {
        SessionCredential credential = SessionCredential.FromToken(EngineHarness.Secure("!-a-token-of-the-users-~"));
        await ConnectAsync(Options(), credential);
        Assert.Throws<ObjectDisposedException>(() => SessionCredentialTests.Read(credential.Secret));
    }

    [Fact]
    public async Task Those_who_bring_one_token_share_a_budget_and_those_who_bring_another_do_not()
    {
        SessionCredential[] credentials = [.. new[] { "token-a", "token-a", "token-b" }.Select(static token => SessionCredential.FromToken(EngineHarness.Secure(token)))];
        int[] limits = [30, 20, 10];
        for (int i = 0; i < 3; i++)
        {
            await ConnectAsync(Options("-RequestsPerMinute", limits[i]), credentials[i]);
        }

        Assert.Equal((20, 10), (BudgetOf("token-a").Effective, BudgetOf("token-b").Effective));
        (await ConnectAsync(Options("-RequestsPerMinute", 40))).Close();
        Assert.Equal(40, _budgets.Get("api.example.com", "client-1").Effective);
    }

    private static SessionCredential Client() => SessionCredential.FromClient("client-1", EngineHarness.Secure("a secret"));

    private static void AssertWiped(SessionCredential credential, GivenProxy proxy)
    {
        Assert.Throws<ObjectDisposedException>(() => SessionCredentialTests.Read(credential.Secret));
        Assert.Throws<ObjectDisposedException>(() => proxy.GetCredential(proxy.Address, "Basic"));
    }

    private RequestBudget BudgetOf(string token) =>
        _budgets.Get("api.example.com", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));

    private Task<InsightsSession> ConnectAsync(SessionOptions options, SessionCredential? credential = null, ApiProfile? profile = null, CancellationToken stop = default) => SessionFactory.ConnectAsync(
        ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri("https://api.example.com"), LoginUri: new Uri("https://id.example.com"), Profile: profile)),
        credential ?? Client(), new AuditFile(Trail, AuditHasher.Plain), options, RunContext.Silent(), stop);

    private SessionOptions Options(string parameter = "", int number = 0) => new()
    {
        Time = _time,
        Budgets = _budgets,
        Timeout = TimeSpan.FromSeconds(parameter == "-TimeoutSec" ? number : 15),
        MaximumRetryCount = parameter == "-MaximumRetryCount" ? number : 0,
        ThrottleLimit = parameter == "-ThrottleLimit" ? number : 4,
        RequestsPerMinute = parameter == "-RequestsPerMinute" ? number : 0,
        CreateHandler = _ => _network = new AnsweringHandler(request =>
        {
            _asked.Add(request.RequestUri!);
            return _answer(request);
        }),
    };
}
