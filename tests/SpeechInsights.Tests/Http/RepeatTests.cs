using System.Net.Sockets;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>When a request is sent again, who waits for it, and how it ends where it is not.</summary>
public sealed class RepeatTests
{
    private static readonly SessionOptions s_once = new() { MaximumRetryCount = 1 };

    [Fact]
    public async Task A_repeat_is_counted_and_told()
    {
        SenderHarness harness = new(s_once);
        harness.AnswerBy(static () => MadeAnswer.Of(503, headers: ("Retry-After", "20")), static () => MadeAnswer.Of(200, "{}"));
        await harness.PassAsync(harness.SendAsync());
        Assert.Equal((2, 1), (harness.Run.RequestCount, harness.Run.RetryCount));
        Assert.Equal([("repeat 1 after ServiceUnavailable", TimeSpan.FromSeconds(20))], harness.Trace.Waits);
        Assert.Contains("GET /api/v2/things failed (ServiceUnavailable); repeat 1 in 20.0 s.", harness.Trace.Verbose);
        Assert.Contains(harness.Trace.Verbose, static text => text.EndsWith("attempt 2", StringComparison.Ordinal));
        Assert.Empty(harness.Trace.Warnings);
    }

    [Fact]
    public async Task A_repeat_is_told_to_the_verbose_stream_only_where_it_is_read()
    {
        SenderHarness harness = new(s_once) { Trace = { IsVerbose = false } };
        harness.AnswerBy(static () => MadeAnswer.Of(503), static () => MadeAnswer.Of(200, "{}"));
        await harness.PassAsync(harness.SendAsync());
        Assert.Empty(harness.Trace.Verbose);
    }

    [Theory]
    [InlineData("5", null)]
    [InlineData("6", "The API's rate limit was reached; waiting 6.0 s.")]
    public async Task A_rate_limit_is_a_warning_once_it_is_felt(string wait, string? warning)
    {
        SenderHarness harness = new(s_once);
        harness.AnswerBy(() => MadeAnswer.Of(429, headers: ("Retry-After", wait)), static () => MadeAnswer.Of(200, "{}"));
        await harness.PassAsync(harness.SendAsync());
        Assert.Equal(warning, harness.Trace.Warnings.SingleOrDefault());
    }

    [Theory]
    [InlineData(503, "20", 100, null)]
    [InlineData(429, "20", 50, 20)]
    [InlineData(429, "3600", 50, null)]
    [InlineData(429, null, 50, null)]
    public async Task A_rate_limit_is_everybodys_and_another_failure_is_not(int status, string? wait, int effective, int? pause)
    {
        SenderHarness harness = new();
        harness.Budget.SetLimit(100);
        harness.Answer = (_, _) => Task.FromResult(MadeAnswer.Of(status, headers: wait is null ? [] : [("Retry-After", wait)]));
        await Assert.ThrowsAsync<ApiException>(() => harness.SendAsync());
        Assert.Equal(effective, harness.Budget.Effective);
        Task next = harness.Budget.WaitAsync(harness.Run, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(pause is null, next.IsCompletedSuccessfully);
        if (pause is { } seconds)
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), harness.Time.Pending[0]);
            harness.Time.Advance(TimeSpan.FromSeconds(seconds));
            await next;
        }
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(408, false)]
    [InlineData(503, false)]
    public async Task What_may_not_be_done_twice_is_sent_again_only_where_it_was_refused(int status, bool again)
    {
        SenderHarness harness = new(s_once);
        harness.Answer = (_, _) => Task.FromResult(MadeAnswer.Of(status));
        ApiException error = await harness.FailAsync(SenderHarness.Get() with { IsRepeatable = false });
        Assert.Equal((again ? 2 : 1, again), (harness.Sent.Count, error.IsTransient));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 2)]
    [InlineData(HttpRequestError.ResponseEnded, 1)]
    public async Task What_never_left_is_sent_again(HttpRequestError failure, int count)
    {
        SenderHarness harness = new(s_once);
        harness.Answer = (_, _) => throw new HttpRequestException(failure, null, new SocketException());
        Assert.Equal("ConnectionFailed", (await harness.FailAsync(SenderHarness.Get() with { IsRepeatable = false })).ErrorId);
        Assert.Equal(count, harness.Sent.Count);
    }

    [Fact]
    public async Task What_had_no_answer_in_time_says_how_long_it_had()
    {
        SenderHarness harness = new(s_once, timeout: TimeSpan.FromSeconds(2.5));
        harness.Answer = SenderHarness.Never;
        ApiException error = await harness.FailAsync(SenderHarness.Get() with { Subject = "m-1" });
        Assert.Equal(("OperationTimeout", "GET /api/v2/things had no whole answer within 2.5 s.", "m-1"), (error.ErrorId, error.Message, error.Target));
        Assert.Contains("-TimeoutSec", error.Hint, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal("repeat 1 after OperationTimeout", harness.Trace.Waits.Single().Reason);
        Assert.Equal(SenderHarness.Path, (await harness.FailAsync()).Target);
    }

    [Fact]
    public async Task What_may_have_been_done_says_so()
    {
        SenderHarness harness = new(s_once, timeout: TimeSpan.FromSeconds(2.5));
        harness.Answer = SenderHarness.Never;
        ApiException error = await harness.FailAsync(SenderHarness.Get() with { IsRepeatable = false, Subject = "m-1" });
        Assert.Equal(("OperationTimeout", "The attempt took longer than 2.5 s.", "m-1"), (error.ErrorId, error.Message, error.Target));
        Assert.Contains("may have been done", error.Hint, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal(SenderHarness.Path, (await harness.FailAsync(SenderHarness.Get() with { IsRepeatable = false })).Target);
        Assert.Equal(2, harness.Sent.Count);
    }

    [Fact]
    public async Task An_answer_and_a_failure_both_give_their_place_back()
    {
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 0, ThrottleLimit = 1 });
        foreach (bool fails in new[] { false, true, false, false })
        {
            harness.Answer = (_, _) => fails ? throw new HttpRequestException() : Task.FromResult(Limited());
            if (fails)
            {
                await harness.FailAsync();
                continue;
            }

            await harness.SendAsync();
            Assert.Equal(60, harness.Sender.RequestsLeft);
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_gives_its_place_back_and_was_not_sent()
    {
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 0, ThrottleLimit = 1 });
        harness.Answer = static (_, _) => Task.FromResult(Limited());
        harness.Budget.OnThrottled(TimeSpan.FromSeconds(10));
        using CancellationTokenSource stop = new();
        Task<string> waiting = harness.SendAsync(stop: stop.Token);
        await harness.Time.WaitForTimersAsync();
        Task<string> next = harness.SendAsync();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await harness.PassAsync(next);
        Assert.Single(harness.Sent);
        Assert.Equal(60, harness.Sender.RequestsLeft);
    }

    [Fact]
    public async Task No_more_are_under_way_than_may_be()
    {
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 0, ThrottleLimit = 2 });
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Answer = async (_, _) =>
        {
            await held.Task;
            return MadeAnswer.Of(200, "{}");
        };
        Task all = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => harness.SendAsync()));
        Assert.Equal(2, harness.Sent.Count);
        held.SetResult();
        await all;
        Assert.Equal(5, harness.Sent.Count);
    }

    [Fact]
    public async Task Closed_while_it_sends_it_is_SessionClosed()
    {
        SenderHarness harness = new();
        harness.Answer = SenderHarness.Never;
        Task<string> sending = harness.SendAsync();
        harness.Sender.Dispose();
        Assert.Equal("SessionClosed", (await Assert.ThrowsAsync<InsightsException>(() => sending)).ErrorId);
        Assert.True(harness.Network.IsDisposed);
        Assert.Equal("SessionClosed", (await Assert.ThrowsAsync<InsightsException>(() => harness.SendAsync())).ErrorId);
    }

    [Theory]
    [InlineData(typeof(ObjectDisposedException), "SessionClosed")]
    [InlineData(typeof(HttpRequestException), "SessionClosed")]
    [InlineData(typeof(InvalidOperationException), null)]
    public async Task What_a_closed_connection_fails_by_is_SessionClosed(Type failure, string? id)
    {
        SenderHarness harness = new();
        harness.Answer = (_, _) =>
        {
            harness.Sender.Dispose();
            throw failure == typeof(ObjectDisposedException) ? new ObjectDisposedException("x") : (Exception)Activator.CreateInstance(failure)!;
        };
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => harness.SendAsync());
        Assert.Equal((id, id is null), ((error as InsightsException)?.ErrorId, failure == error.GetType()));
    }

    [Fact]
    public async Task What_failed_for_another_reason_before_it_was_closed_stands()
    {
        SenderHarness harness = new();
        harness.Answer = (_, _) =>
        {
            harness.Sender.Dispose();
            throw new ApiException(InsightsError.PermissionDenied, "the client may not do this");
        };
        Assert.Equal("PermissionDenied", (await Assert.ThrowsAsync<ApiException>(() => harness.SendAsync())).ErrorId);
    }

    [Fact]
    public async Task Who_stopped_it_is_told_that_and_not_that_it_was_closed()
    {
        SenderHarness harness = new();
        harness.Answer = SenderHarness.Never;
        using CancellationTokenSource stop = new();
        Task<string> sending = harness.SendAsync(stop: stop.Token);
        stop.Cancel();
        harness.Sender.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static HttpResponseMessage Limited() =>
        MadeAnswer.Of(200, "{}", headers: [("inin-ratelimit-count", "40"), ("inin-ratelimit-allowed", "100"), ("inin-ratelimit-reset", "30")]);
}
