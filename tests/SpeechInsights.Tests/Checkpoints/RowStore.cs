using SpeechInsights.Checkpoints;

namespace SpeechInsights.Tests.Checkpoints;

/// <summary>
/// A consumer that stores each row at once and may be killed at any of them, as the pipeline thread is: reading is some
/// pages ahead of it.
/// </summary>
/// <param name="lag">How many pages reading is ahead.</param>
internal sealed class RowStore<TRow>(int lag)
{
    /// <summary>All rows that were stored, of all runs.</summary>
    public List<TRow> Rows { get; } = [];

    /// <summary>Rows that were stored of the pages that were under way at the kills: only these may come twice.</summary>
    public int InFlight { get; private set; }

    /// <summary>The most rows of a page under way.</summary>
    public int LargestInFlight { get; private set; }

    /// <summary>Stores rows until there are no more, or until so many of this run were stored and it is killed.</summary>
    /// <param name="pages">The run.</param>
    /// <param name="checkpoint">Its checkpoint; it is disposed of in any case, and completed at the end.</param>
    /// <param name="stopAfter">When it is killed; null for never.</param>
    /// <param name="beforeNote">Whether the kill comes between the page's last row and the note of it.</param>
    /// <returns>Whether it came to the end.</returns>
    public async Task<bool> RunAsync(IAsyncEnumerable<IReadOnlyList<TRow>> pages, Checkpoint checkpoint, int? stopAfter, bool beforeNote)
    {
        using (checkpoint)
        {
            Queue<IReadOnlyList<TRow>> given = new();
            int stored = 0;
            await foreach (IReadOnlyList<TRow> page in pages)
            {
                given.Enqueue(page);
                if (given.Count > lag && !Store(given.Dequeue(), checkpoint, stopAfter, beforeNote, ref stored))
                {
                    return false;
                }
            }

            while (given.TryDequeue(out IReadOnlyList<TRow>? page))
            {
                if (!Store(page, checkpoint, stopAfter, beforeNote, ref stored))
                {
                    return false;
                }
            }

            checkpoint.Complete();
            return true;
        }
    }

    private bool Store(IReadOnlyList<TRow> page, Checkpoint checkpoint, int? stopAfter, bool beforeNote, ref int stored)
    {
        for (int i = 0; i < page.Count; i++)
        {
            if (stored == stopAfter)
            {
                Kill(i);
                return false;
            }

            Rows.Add(page[i]);
            stored++;
        }

        if (beforeNote && stored == stopAfter)
        {
            Kill(page.Count);
            return false;
        }

        checkpoint.Written(page.Count);
        return true;
    }

    private void Kill(int underWay)
    {
        InFlight += underWay;
        LargestInFlight = Math.Max(LargestInFlight, underWay);
    }
}
