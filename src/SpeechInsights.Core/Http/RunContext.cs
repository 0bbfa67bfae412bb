namespace SpeechInsights.Http;

/// <summary>One run of a command: where it tells what it does, and what it cost. Safe for several threads.</summary>
internal sealed class RunContext(IRunTrace trace)
{
    /// <summary>Correlation ids kept for the audit entry; a line must stay short.</summary>
    public const int MaximumCorrelationIds = 8;

    private readonly List<string> _correlationIds = [];
    private int _requestCount;
    private int _retryCount;

    public IRunTrace Trace { get; } = trace;

    /// <summary>Requests sent, repeats and token requests included.</summary>
    public int RequestCount => Volatile.Read(ref _requestCount);

    public int RetryCount => Volatile.Read(ref _retryCount);

    public static RunContext Silent() => new(SilentTrace.Instance);

    public void CountRequest() => Interlocked.Increment(ref _requestCount);

    public void CountRetry() => Interlocked.Increment(ref _retryCount);

    /// <summary>Keeps the first few ids, and the last one in the last place: it is the one that failed.</summary>
    public void AddCorrelationId(string id)
    {
        lock (_correlationIds)
        {
            if (_correlationIds.Count < MaximumCorrelationIds)
            {
                _correlationIds.Add(id);
            }
            else
            {
                _correlationIds[^1] = id;
            }
        }
    }

    public string[] GetCorrelationIds()
    {
        lock (_correlationIds)
        {
            return [.. _correlationIds];
        }
    }
}
