using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpeechInsights.Http;

namespace SpeechInsights.Insights;

/// <summary>
/// Reads a list by offset, some pages ahead, in order, each row once though pages shift under it. It ends only when the
/// rows add up to the server's own total; otherwise with <c>IncompleteResult</c>.
/// </summary>
/// <remarks>
/// A row that goes away in front of the reader moves another one back over a page's edge, and the two make up for each other
/// in the count: so a total that moved while the list was read is never believed.
/// </remarks>
internal sealed class PageReader<TRow>(
    Func<long, int, CancellationToken, Task<Page<TRow>>> fetch, int pageSize, int pagesAhead, string subject, RunContext run)
{
    private readonly KeySet _seen = new();
    private long _total;
    private bool _totalMoved;

    /// <summary>The pages' rows, without those that were there before; an empty list is never given.</summary>
    /// <param name="first">How many rows are wanted; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">IncompleteResult: rows are missing though the list was read twice.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(long? first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long wanted = first ?? long.MaxValue;
        await foreach (IReadOnlyList<TRow> rows in SweepAsync(wanted, cancellationToken).ConfigureAwait(false))
        {
            yield return rows.Count <= wanted ? rows : [.. rows.Take((int)wanted)];
            wanted -= rows.Count;
            if (wanted <= 0)
            {
                yield break;
            }
        }

        if (IsWhole)
        {
            yield break;
        }

        run.Trace.WriteWarning(string.Create(
            CultureInfo.InvariantCulture,
            $"The {subject} changed while it was read ({_seen.Count} rows of {_total}); it is read once more, and rows may come out of order."));
        await foreach (IReadOnlyList<TRow> rows in SweepAsync(long.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            yield return rows.Count <= wanted ? rows : [.. rows.Take((int)wanted)];
            wanted -= rows.Count;
            if (wanted <= 0)
            {
                yield break;
            }
        }

        if (!IsWhole)
        {
            throw new InsightsException(
                InsightsError.IncompleteResult,
                string.Create(CultureInfo.InvariantCulture, $"The {subject} does not add up: {_seen.Count} different rows came, {_total} were promised."),
                "End the window before now, or run it again when the data have settled.",
                subject);
        }
    }

    private bool IsWhole => _seen.Count == _total && !_totalMoved;

    private async IAsyncEnumerable<IReadOnlyList<TRow>> SweepAsync(long wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<Page<TRow>>> ahead = new();
        try
        {
            Page<TRow> first = await fetch(0, (int)Math.Min(pageSize, wanted), stop.Token).ConfigureAwait(false);
            int stride = first.Size is { } size && size > 0 && size < pageSize ? size : pageSize;
            _total = first.Total;
            _totalMoved = false;
            _seen.Expect(_total);
            bool isOver = false;
            for (long next = stride; ;)
            {
                // A total that lies must not lead through empty pages for ever.
                isOver |= first.Rows.Count == 0;
                while (!isOver && next < Math.Min(_total, wanted) && ahead.Count < pagesAhead)
                {
                    ahead.Enqueue(fetch(next, stride, stop.Token));
                    next += stride;
                }

                IReadOnlyList<TRow> rows = Unseen(first);
                if (rows.Count > 0)
                {
                    run.Trace.ReportProgress(_seen.Count, _total);
                    yield return rows;
                }

                if (ahead.Count == 0)
                {
                    yield break;
                }

                first = await ahead.Dequeue().ConfigureAwait(false);
                _totalMoved |= first.Total != _total;
                _total = first.Total;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await DropAsync(ahead).ConfigureAwait(false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private IReadOnlyList<TRow> Unseen(Page<TRow> page)
    {
        Span<bool> drop = page.Keys.Count <= 256 ? stackalloc bool[page.Keys.Count] : new bool[page.Keys.Count];
        ReadOnlySpan<UInt128> keys = CollectionsMarshal.AsSpan(page.Keys);
        int repeated = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            drop[i] = !_seen.Add(keys[i]);
            repeated += drop[i] ? 1 : 0;
        }

        if (repeated == 0)
        {
            return page.Rows;
        }

        List<TRow> kept = new(page.Rows.Count - repeated);
        for (int i = 0; i < page.Rows.Count; i++)
        {
            if (!drop[i])
            {
                kept.Add(page.Rows[i]);
            }
        }

        return kept;
    }

    // What is still under way when reading ends early has nobody left to look at its failure.
    private static async Task DropAsync(Queue<Task<Page<TRow>>> pages)
    {
        foreach (Task<Page<TRow>> page in pages)
        {
            await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
