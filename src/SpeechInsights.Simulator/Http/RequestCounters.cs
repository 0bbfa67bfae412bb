namespace SpeechInsights.Simulator.Http;

/// <summary>Sums over all requests except those to the control side.</summary>
internal sealed class RequestCounters
{
    private readonly object _gate = new();
    private readonly Dictionary<string, long> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _statuses = [];
    private int _concurrent;
    private int _maxConcurrent;
    private long _total;

    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>
    /// The most requests in work at once. A request leaves the count just before its last byte is sent; otherwise a fast
    /// client's next request could be counted beside the one it has already got an answer to.
    /// </summary>
    public int MaxConcurrent
    {
        get
        {
            lock (_gate)
            {
                return _maxConcurrent;
            }
        }
    }

    public long Rejected429 => StatusCount(429);

    /// <summary>Requests by path; a variable part of the path is shown as {id}.</summary>
    public IReadOnlyDictionary<string, long> Paths
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, long>(_paths, StringComparer.Ordinal);
            }
        }
    }

    public IReadOnlyDictionary<int, long> Statuses
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<int, long>(_statuses);
            }
        }
    }

    public long StatusCount(int status)
    {
        lock (_gate)
        {
            return _statuses.GetValueOrDefault(status);
        }
    }

    public long PathCount(string path)
    {
        lock (_gate)
        {
            return _paths.GetValueOrDefault(path);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _paths.Clear();
            _statuses.Clear();
            _maxConcurrent = _concurrent;
            _total = 0;
        }
    }

    internal void Enter(string path)
    {
        lock (_gate)
        {
            _total++;
            _concurrent++;
            _maxConcurrent = Math.Max(_maxConcurrent, _concurrent);
            _paths[path] = _paths.GetValueOrDefault(path) + 1;
        }
    }

    internal void CountStatus(int status)
    {
        lock (_gate)
        {
            _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        }
    }

    internal void Leave()
    {
        lock (_gate)
        {
            _concurrent--;
        }
    }
}
