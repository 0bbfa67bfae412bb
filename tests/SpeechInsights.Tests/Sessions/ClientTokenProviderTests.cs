using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Http;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>How a client's tokens are kept and renewed, over a network that answers as the test says.</summary>
public sealed class ClientTokenProviderTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingTrace _trace = new();
    private readonly RunContext _run;
    private readonly MadeEndpoint _endpoint = new();
    private readonly AnsweringHandler _network;
    private Func<CancellationToken, Task<HttpResponseMessage>> _answer;
    private int _lifetime = 600;

    public ClientTokenProviderTests()
    {
        _run = new RunContext(_trace);
        _answer = _ => Task.FromResult(Token());
        _network = new AnsweringHandler((_, stop) => _answer(stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(600, 570)]
    [InlineData(60, 30)]
    [InlineData(59, 29.5)]
    [InlineData(40, 20)]
    public async Task A_token_is_renewed_half_a_minute_before_its_end_or_at_half_its_life(int lifetime, double renewed)
    {
        _lifetime = lifetime;
        ClientTokenProvider tokens = Create();
        AccessToken first = await tokens.GetAsync(_run, Stop);
        Assert.Equal("token-1", first.Header.Parameter);
        _time.Advance(TimeSpan.FromSeconds(renewed) - TimeSpan.FromMilliseconds(1));
        Assert.Same(first, await tokens.GetAsync(_run, Stop));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("token-2", (await tokens.GetAsync(_run, Stop)).Header.Parameter);
        Assert.Equal((2, 0), (_run.RequestCount, _run.RetryCount));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task A_renewal_that_fails_leaves_the_old_token_until_its_last_moment(int milliseconds, bool fails)
    {
        ClientTokenProvider tokens = Create();
        AccessToken first = await tokens.GetAsync(_run, Stop);
        _answer = static _ => Task.FromResult(MadeAnswer.Of(500));
        _time.Advance(TimeSpan.FromSeconds(600) + TimeSpan.FromMilliseconds(milliseconds));
        if (fails)
        {
            await Assert.ThrowsAsync<ApiException>(() => tokens.GetAsync(_run, Stop).AsTask());
            return;
        }

        Assert.Same(first, await tokens.GetAsync(_run, Stop));
    }

    [Fact]
    public async Task A_renewal_that_fails_names_the_client_and_what_happened()
    {
        ClientTokenProvider tokens = Create();
        await tokens.GetAsync(_run, Stop);
        _answer = static _ => Task.FromResult(MadeAnswer.Of(401, """{"error":"invalid_client"}""", headers: ("ININ-Correlation-Id", "c-9")));
        _time.Advance(TimeSpan.FromSeconds(600));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => tokens.GetAsync(_run, Stop).AsTask());
        Assert.Equal(("TokenRefreshFailed", "client-1", "c-9"), (error.ErrorId, error.Target, error.CorrelationId));
        Assert.Contains("client client-1 could not be renewed: login.example.com did not accept", error.Message, StringComparison.Ordinal);
        Assert.Contains("connect again", error.Hint, StringComparison.Ordinal);
        Assert.Equal(["c-9"], _run.GetCorrelationIds());
    }

    [Fact]
    public async Task The_first_token_fails_by_its_own_name()
    {
        _answer = static _ => Task.FromResult(MadeAnswer.Of(401));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => Create().GetAsync(_run, Stop).AsTask());
        Assert.Equal("AuthenticationFailed", error.ErrorId);
    }

    [Theory]
    [InlineData(false, "OperationTimeout", "login.example.com gave no token in time.", "login.example.com")]
    [InlineData(true, "TokenRefreshFailed", "The token of client client-1 could not be renewed: The attempt took longer than 5 s.", "client-1")]
    public async Task A_token_that_does_not_come_in_time_is_told(bool hadOne, string id, string message, string target)
    {
        ClientTokenProvider tokens = Create(retries: 0);
        if (hadOne)
        {
            await tokens.GetAsync(_run, Stop);
            _time.Advance(TimeSpan.FromSeconds(600));
        }

        _answer = Never;
        Task<AccessToken> waiting = tokens.GetAsync(_run, Stop).AsTask();
        await _time.WaitForTimersAsync(cancellationToken: Stop);
        _time.Advance(TimeSpan.FromSeconds(5));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => waiting);
        Assert.Equal((id, message, target), (error.ErrorId, error.Message, error.Target));
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_and_counted()
    {
        int asked = 0;
        _answer = _ => Task.FromResult(++asked == 1 ? MadeAnswer.Of(503, headers: ("ININ-Correlation-Id", "c-1")) : Token(("ININ-Correlation-Id", "c-2")));
        AccessToken token = await _time.PassAsync(Create().GetAsync(_run, Stop).AsTask(), static wait => wait < TimeSpan.FromSeconds(4), Stop);
        Assert.Equal("token-2", token.Header.Parameter);
        Assert.Equal((2, 1), (_run.RequestCount, _run.RetryCount));
        Assert.Equal(["c-1", "c-2"], _run.GetCorrelationIds());
    }

    [Fact]
    public async Task A_token_that_was_refused_is_asked_for_anew_but_not_for_an_older_one()
    {
        ClientTokenProvider tokens = Create();
        AccessToken first = await tokens.GetAsync(_run, Stop);
        Assert.True(tokens.Reject(first));
        AccessToken second = await tokens.GetAsync(_run, Stop);
        Assert.Equal("token-2", second.Header.Parameter);
        Assert.True(tokens.Reject(first));
        Assert.Same(second, await tokens.GetAsync(_run, Stop));
    }

    [Fact]
    public async Task Whether_another_token_can_be_had_is_the_endpoints_to_say()
    {
        ClientTokenProvider tokens = new(new MadeEndpoint { CanRenew = false }, new HttpTransport(_network, 1 << 20), Options(1));
        Assert.False(tokens.Reject(await tokens.GetAsync(_run, Stop)));
    }

    [Fact]
    public async Task A_token_that_was_refused_while_another_was_asked_for_does_not_serve_in_its_place()
    {
        ClientTokenProvider tokens = Create();
        AccessToken first = await tokens.GetAsync(_run, Stop);
        TaskCompletionSource<HttpResponseMessage> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = _ => held.Task;
        _time.Advance(TimeSpan.FromSeconds(580));
        Task<AccessToken> renewing = tokens.GetAsync(_run, Stop).AsTask();
        tokens.Reject(first);
        held.SetResult(MadeAnswer.Of(500));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => renewing);
        Assert.Equal("TokenRefreshFailed", error.ErrorId);
    }

    [Fact]
    public async Task Callers_of_one_moment_share_a_request()
    {
        TaskCompletionSource<HttpResponseMessage> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = _ => held.Task;
        ClientTokenProvider tokens = Create();
        Task<AccessToken>[] all = [.. Enumerable.Range(0, 10).Select(_ => tokens.GetAsync(_run, Stop).AsTask())];
        held.SetResult(Token());
        AccessToken[] got = await Task.WhenAll(all);
        Assert.All(got, token => Assert.Same(got[0], token));
        Assert.Equal((1, 1), (_run.RequestCount, _network.Count));
    }

    [Fact]
    public async Task A_caller_that_is_stopped_gets_no_older_token()
    {
        ClientTokenProvider tokens = Create();
        await tokens.GetAsync(_run, Stop);
        _answer = Never;
        _time.Advance(TimeSpan.FromSeconds(580));
        using CancellationTokenSource stop = new();
        Task<AccessToken> waiting = tokens.GetAsync(_run, stop.Token).AsTask();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        tokens.Dispose();
    }

    [Fact]
    public async Task Closed_it_gives_none_and_wipes_what_the_endpoint_holds()
    {
        ClientTokenProvider tokens = Create();
        await tokens.GetAsync(_run, Stop);
        tokens.Dispose();
        Assert.True(_endpoint.IsDisposed);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => tokens.GetAsync(_run, Stop).AsTask());
        Assert.Equal("SessionClosed", error.ErrorId);
        Assert.Equal(1, _network.Count);
    }

    [Fact]
    public async Task Closed_while_it_asks_what_waits_is_SessionClosed()
    {
        _answer = Never;
        ClientTokenProvider tokens = Create();
        Task<AccessToken> waiting = tokens.GetAsync(_run, Stop).AsTask();
        await _time.WaitForTimersAsync(cancellationToken: Stop);
        tokens.Dispose();
        Assert.Equal("SessionClosed", (await Assert.ThrowsAsync<InsightsException>(() => waiting)).ErrorId);
    }

    [Fact]
    public async Task A_token_that_the_server_put_into_the_correlation_id_is_masked()
    {
        _lifetime = 60;
        _answer = _ => Task.FromResult(MadeAnswer.Of(200, """{"access_token":"a-token-long-enough-to-hold","expires_in":60}""", headers: ("ININ-Correlation-Id", "x-a-token-long-enough-to-hold")));
        AccessToken token = await Create().GetAsync(_run, Stop);
        Assert.Equal(["x-***"], _run.GetCorrelationIds());
        Assert.Equal(("***", "a-token-long-enough-to-hold"), (token.ToString(), token.Header.Parameter));
    }

    [Fact]
    public async Task Lines_that_are_missing_from_the_trace_are_told()
    {
        using TempFolder folder = new();
        ExchangeTrace trace = new(folder.File("trace.jsonl"));
        File.Delete(trace.Path);
        Directory.CreateDirectory(trace.Path);
        ClientTokenProvider tokens = new(_endpoint, new HttpTransport(_network, 1 << 20, trace, _time), Options(1));
        await tokens.GetAsync(_run, Stop);
        Assert.Contains("lines are missing", Assert.Single(_trace.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_the_users_is_given_as_it_is_until_it_is_closed()
    {
        AccessToken token = new("a-token");
        FixedTokenProvider tokens = new(token);
        Assert.Same(token, await tokens.GetAsync(_run, Stop));
        Assert.False(tokens.Reject(token));
        tokens.Dispose();
        Assert.Equal("SessionClosed", (await Assert.ThrowsAsync<InsightsException>(() => tokens.GetAsync(_run, Stop).AsTask())).ErrorId);
    }

    private static async Task<HttpResponseMessage> Never(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return MadeAnswer.Of(500);
    }

    private HttpResponseMessage Token(params (string Name, string Value)[] headers) =>
        MadeAnswer.Of(200, $$"""{"access_token":"token-{{_network.Count}}","expires_in":{{_lifetime}}}""", headers: headers);

    private ClientTokenProvider Create(int retries = 1) => new(_endpoint, new HttpTransport(_network, 1 << 20), Options(retries));

    private SessionOptions Options(int retries) => new() { Time = _time, MaximumRetryCount = retries, Timeout = TimeSpan.FromSeconds(5), Random = static () => 0.5 };
}
