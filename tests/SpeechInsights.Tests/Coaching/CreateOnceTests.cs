using SpeechInsights.Coaching;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class CreateOnceTests
{
    private readonly RunContext _run = RunContext.Silent();
    private int _created;
    private int _looked;

    [Fact]
    public async Task What_was_made_is_not_looked_for()
    {
        Assert.Equal("made", await RunAsync(static _ => null, static _ => null));
        Assert.Equal((1, 0, 0), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task What_was_refused_is_not_looked_for_or_sent_again()
    {
        ApiException refused = new(InsightsError.RequestRejected, "no", "hint") { WasRefused = true };
        Assert.Same(refused, await Assert.ThrowsAsync<ApiException>(() => RunAsync(_ => refused, static _ => null)));
        Assert.Equal((1, 0, 0), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task What_is_found_after_a_lost_answer_is_it()
    {
        Assert.Equal("found", await RunAsync(static _ => Lost(), static _ => "found"));
        Assert.Equal((1, 1, 0), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task What_is_not_found_is_sent_again()
    {
        Assert.Equal("made", await RunAsync(static attempt => attempt < 3 ? Lost() : null, static _ => null));
        Assert.Equal((3, 2, 2), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task After_three_times_it_is_the_users_to_look_at()
    {
        ApiException last = await Assert.ThrowsAsync<ApiException>(() => RunAsync(static _ => Lost(), static _ => null));
        Assert.Equal(InsightsError.ConnectionFailed, last.Error);
        Assert.Equal((3, 3, 2), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task A_server_that_failed_is_not_asked_again_where_nothing_was_made()
    {
        await Assert.ThrowsAsync<ApiException>(() => RunAsync(static _ => new ApiException(InsightsError.ServerError, "500", "hint"), static _ => null));
        Assert.Equal((1, 1, 0), (_created, _looked, _run.RetryCount));
    }

    [Fact]
    public async Task Who_looks_is_told_why_and_what_they_meet_is_what_is_thrown()
    {
        ApiException lost = Lost();
        InvalidOperationException met = new();
        Assert.Same(met, await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => lost, e => ReferenceEquals(e, lost) ? throw met : null)));
    }

    private Task<string> RunAsync(Func<int, ApiException?> fails, Func<ApiException, string?> find) => CreateOnce.RunAsync(
        () => fails(++_created) is { } e ? Task.FromException<string>(e) : Task.FromResult("made"),
        e =>
        {
            _looked++;
            return Task.FromResult(find(e));
        },
        _run);

    private static ApiException Lost() => new(InsightsError.ConnectionFailed, "lost", "hint");
}
