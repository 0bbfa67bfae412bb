namespace SpeechInsights.Simulator.Http;

/// <summary>
/// How the front of a row list has moved since the start, as a live system's does: rows that came in and rows that went.
/// </summary>
internal sealed class RowDrift
{
    private readonly object _gate = new();
    private volatile State _current = State.Still;
    private int _nextRow;

    public State Current => _current;

    public void Insert(int rows)
    {
        lock (_gate)
        {
            int[] inserted = new int[_current.Inserted.Length + rows];
            for (int row = 0; row < rows; row++)
            {
                inserted[row] = _nextRow + rows - 1 - row;
            }

            _nextRow += rows;
            _current.Inserted.CopyTo(inserted.AsSpan(rows));
            _current = _current with { Inserted = inserted };
        }
    }

    public void Remove(int rows)
    {
        lock (_gate)
        {
            int fromInserted = Math.Min(rows, _current.Inserted.Length);
            _current = new State(_current.Inserted[fromInserted..], _current.Removed + rows - fromInserted);
        }
    }

    public void Reset() => _current = State.Still;

    /// <summary>Inserted rows by their number, front first, and how many of the true rows are gone from the front.</summary>
    internal sealed record State(int[] Inserted, int Removed)
    {
        public static State Still { get; } = new([], 0);
    }
}
