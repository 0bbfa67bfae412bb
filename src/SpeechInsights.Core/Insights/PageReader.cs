using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpeechInsights.Checkpoints;
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
    private long _position;
    private long _total;
    private bool _isMoving;

    /// <summary>Where pages are noted before they are given, and where an earlier run broke off; or null.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Which of the query's lists this is, from 0.</summary>
    public int Batch { get; init; }

    /// <summary>The pages' rows, without those that were there before; an empty list is never given.</summary>
    /// <param name="first">How many rows are wanted; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">IncompleteResult: rows are missing though the list was read twice.</exception>
    public async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync(long? first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long wanted = first ?? long.MaxValue;
        CheckpointMark? resume = Recall();
        await foreach (IReadOnlyList<TRow> rows in SweepAsync(resume, wanted, cancellationToken).ConfigureAwait(false))
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
        await foreach (IReadOnlyList<TRow> rows in SweepAsync(null, long.MaxValue, cancellationToken).ConfigureAwait(false))
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
                Checkpoint is not null && _seen.Count > _total
                    ? "Rows went away since they were given: delete the checkpoint, and run it again when the data have settled."
                    : "End the window before now, or run it again when the data have settled.",
                subject);
        }
    }

    private bool IsWhole => _seen.Count == _total && !_isMoving;

    private CheckpointMark? Recall()
    {
        if (Checkpoint?.Resume is not { Next: > 0 } resume || resume.Batch != Batch)
        {
            return null;
        }

        _position = resume.Next;
        _seen.Expect(resume.Total);
        foreach (UInt128 key in resume.Keys)
        {
            _seen.Add(key);
        }

        return resume;
    }

    private async IAsyncEnumerable<IReadOnlyList<TRow>> SweepAsync(
        CheckpointMark? resume, long wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<Page<TRow>>> ahead = new();
        bool isSecond = resume is null && _position > 0;

        // The last page that was given is read again: a row that it does not know has moved back over its edge since.
        long at = resume is null ? 0 : Math.Max(0, Math.Min(resume.Next, resume.Total) - pageSize);
        try
        {
            Page<TRow> page = await fetch(at, (int)Math.Min(pageSize, wanted), stop.Token).ConfigureAwait(false);
            int stride = page.Size is { } size && size > 0 && size < pageSize ? size : pageSize;
            _total = page.Total;
            _isMoving = resume is not null && (resume.IsMoving || resume.Total != _total);
            _seen.Expect(_total);
            bool isOver = false;
            bool wasGiven = resume is not null;
            for (long next = at + stride; ; at += stride)
            {
                // A total that lies must not lead through empty pages for ever.
                isOver |= page.Rows.Count == 0;
                while (!isOver && next < Math.Min(_total, wanted) && ahead.Count < pagesAhead)
                {
                    ahead.Enqueue(fetch(next, stride, stop.Token));
                    next += stride;
                }

                (IReadOnlyList<TRow> rows, IReadOnlyList<UInt128> keys) = Unseen(page);
                _position = Math.Max(_position, at + stride);
                _isMoving |= wasGiven && rows.Count > 0;
                wasGiven = false;
                Checkpoint?.Note(new CheckpointMark(Batch, _position, _total, _isMoving || isSecond, keys));
                if (rows.Count > 0)
                {
                    run.Trace.ReportProgress(_seen.Count, _total);
                    yield return rows;
                }

                if (ahead.Count == 0)
                {
                    yield break;
                }

                page = await ahead.Dequeue().ConfigureAwait(false);
                _isMoving |= page.Total != _total;
                _total = page.Total;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await DropAsync(ahead).ConfigureAwait(false);
        }
    }

    [MethodImpl(HotPath.Optimized)]
    private (IReadOnlyList<TRow> Rows, IReadOnlyList<UInt128> Keys) Unseen(Page<TRow> page)
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
            return (page.Rows, page.Keys);
        }

        List<TRow> kept = new(page.Rows.Count - repeated);
        List<UInt128> keptKeys = new(page.Rows.Count - repeated);
        for (int i = 0; i < page.Rows.Count; i++)
        {
            if (!drop[i])
            {
                kept.Add(page.Rows[i]);
                keptKeys.Add(keys[i]);
            }
        }

        return (kept, keptKeys);
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
