using System.Runtime.CompilerServices;

namespace SpeechInsights.Insights;

/// <summary>Runs several pieces of work at a time and gives their results in the order of the pieces.</summary>
internal static class InOrder
{
    /// <param name="pieces">The pieces; taken as places become free.</param>
    /// <param name="work">The work on a piece.</param>
    /// <param name="limit">How many are under way at most.</param>
    /// <param name="cancellationToken">Ends it; so does the first failure, and whoever stops listening.</param>
    public static async IAsyncEnumerable<TResult> RunAsync<TPiece, TResult>(
        IEnumerable<TPiece> pieces, Func<TPiece, CancellationToken, Task<TResult>> work, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<TResult>> underWay = new();
        try
        {
            foreach (TPiece piece in pieces)
            {
                if (underWay.Count == limit)
                {
                    yield return await underWay.Dequeue().ConfigureAwait(false);
                }

                underWay.Enqueue(work(piece, stop.Token));
            }

            while (underWay.TryDequeue(out Task<TResult>? next))
            {
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (Task<TResult> task in underWay)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
