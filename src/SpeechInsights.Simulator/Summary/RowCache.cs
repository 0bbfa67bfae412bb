namespace SpeechInsights.Simulator.Summary;

/// <summary>
/// The rows of the last queries, so that paging through one does not search again for each page. The least recently
/// used go first, by number and by size.
/// </summary>
internal sealed class RowCache(RowFinder finder)
{
    private const int MaxEntries = 64;
    private const long MaxCodes = 16_000_000;

    private readonly object _gate = new();
    private readonly Dictionary<RowCriteria, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private int _searches;

    /// <summary>How many searches were made, for tests.</summary>
    public int Searches => Volatile.Read(ref _searches);

    public RowSet Get(RowCriteria key)
    {
        Entry entry;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                entry = node.Value;
            }
            else
            {
                entry = new Entry(key, new Lazy<RowSet>(() => Search(key)));
                _entries.Add(key, _byUse.AddFirst(entry));
            }
        }

        bool isNew = !entry.Rows.IsValueCreated;
        RowSet rows = entry.Rows.Value;
        if (isNew)
        {
            Trim();
        }

        return rows;
    }

    private RowSet Search(RowCriteria key)
    {
        Interlocked.Increment(ref _searches);
        return finder.Find(key);
    }

    private void Trim()
    {
        lock (_gate)
        {
            long codes = 0;
            foreach (Entry entry in _byUse)
            {
                codes += entry.Rows.IsValueCreated ? entry.Rows.Value.OwnedCodes : 0;
            }

            while (_byUse.Count > 1 && (_byUse.Count > MaxEntries || codes > MaxCodes))
            {
                Entry last = _byUse.Last!.Value;
                codes -= last.Rows.IsValueCreated ? last.Rows.Value.OwnedCodes : 0;
                _byUse.RemoveLast();
                _entries.Remove(last.Key);
            }
        }
    }

    private sealed record Entry(RowCriteria Key, Lazy<RowSet> Rows);
}
