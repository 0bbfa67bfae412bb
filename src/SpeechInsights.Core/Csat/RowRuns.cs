namespace SpeechInsights.Csat;

/// <summary>
/// The rows in the order of a column, equal values together. Rows are in chunks, and only chunks are sorted; a merge of
/// their heads gives the order, so that no row is ever copied.
/// </summary>
internal sealed class RowRuns<TKey, TColumn>
    where TKey : struct, IComparable<TKey>
    where TColumn : struct, IRowColumn<TKey>
{
    private readonly IReadOnlyList<RatedRow[]> _chunks;
    private readonly int[] _lengths;
    private readonly int[] _starts;
    private readonly PriorityQueue<int, TKey> _heads;
    private readonly List<(int Chunk, int Start, int End)> _segments = [];

    /// <param name="chunks">The rows, in chunks.</param>
    /// <param name="lengths">How many rows of each chunk are used; one or more.</param>
    public RowRuns(IReadOnlyList<RatedRow[]> chunks, IReadOnlyList<int> lengths)
    {
        _chunks = chunks;
        _lengths = [.. lengths];
        _starts = new int[chunks.Count];
        _heads = new PriorityQueue<int, TKey>(chunks.Count);
        for (int chunk = 0; chunk < chunks.Count; chunk++)
        {
            chunks[chunk].AsSpan(0, _lengths[chunk]).Sort(static (a, b) => TColumn.Of(a).CompareTo(TColumn.Of(b)));
            _heads.Enqueue(chunk, TColumn.Of(chunks[chunk][0]));
        }
    }

    /// <summary>The value that the rows of the run have.</summary>
    public TKey Key { get; private set; }

    /// <summary>Rows of earlier runs.</summary>
    public long Before { get; private set; }

    /// <summary>Rows of the run.</summary>
    public int Count { get; private set; }

    /// <summary>The average of the ranks of the run's rows, 1 to the number of rows.</summary>
    public double Rank => Before + ((Count + 1) / 2.0);

    /// <summary>How many pieces the run has.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>A piece of the run; what is written to it but the column itself stays.</summary>
    public Span<RatedRow> Segment(int number)
    {
        (int chunk, int start, int end) = _segments[number];
        return _chunks[chunk].AsSpan(start, end - start);
    }

    /// <summary>Goes on to the next run. The column may be overwritten in runs that have been, for the chunks keep their order.</summary>
    public bool MoveNext()
    {
        Before += Count;
        Count = 0;
        _segments.Clear();
        if (!_heads.TryPeek(out _, out TKey key))
        {
            return false;
        }

        Key = key;
        while (_heads.TryPeek(out int chunk, out TKey head) && head.CompareTo(key) == 0)
        {
            int start = _starts[chunk];
            int end = EndOf(_chunks[chunk], start, _lengths[chunk], key);
            _segments.Add((chunk, start, end));
            Count += end - start;
            _starts[chunk] = end;
            if (end < _lengths[chunk])
            {
                _heads.DequeueEnqueue(chunk, TColumn.Of(_chunks[chunk][end]));
            }
            else
            {
                _heads.Dequeue();
            }
        }

        return true;
    }

    private static int EndOf(RatedRow[] sorted, int start, int length, TKey key)
    {
        int end = start + 1;
        while (end < length && TColumn.Of(sorted[end]).CompareTo(key) == 0)
        {
            end++;
        }

        return end;
    }
}
