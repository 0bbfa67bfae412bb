using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Insights;

public sealed class InOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_are_under_way_than_may_be_and_results_keep_their_order(int limit)
    {
        int begun = 0;
        int given = 0;
        await foreach (int result in InOrder.RunAsync(Enumerable.Range(0, 10), (piece, _) => Task.FromResult(Begin(piece)), limit, Token))
        {
            Assert.Equal(given++, result);
        }

        Assert.Equal(10, given);

        int Begin(int piece)
        {
            Assert.InRange(++begun - given, 1, limit + 1);
            return piece;
        }
    }

    [Fact]
    public async Task The_first_failure_cancels_the_others_and_waits_until_they_have_ended()
    {
        TaskCompletionSource ended = new();
        Task<int> Work(int piece, CancellationToken token) => piece == 0 ? Task.FromException<int>(new InvalidOperationException()) : EndAsync(token);
        async Task<int> EndAsync(CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                await Task.Yield();
                ended.SetResult();
            }

            return 0;
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int _ in InOrder.RunAsync([0, 1], Work, 2, Token))
            {
            }
        });
        Assert.True(ended.Task.IsCompletedSuccessfully);
    }
}
