namespace SpeechInsights.Simulator.Http;

/// <summary>The last requests, bounded in number and in the size of the bodies kept.</summary>
internal sealed class RequestHistory(TimeProvider time)
{
    public const int Capacity = 10_000;
    private const int MaxBodyBytes = 64 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<RequestRecord> _records = new();
    private readonly Queue<RequestRecord> _withBody = new();
    private readonly long _startedAt = time.GetTimestamp();
    private long _number;
    private long _bodyBytes;

    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_gate)
        {
            return [.. _records];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
            _withBody.Clear();
            _bodyBytes = 0;
        }
    }

    internal RequestRecord Add(string method, string path, string query, string correlationId)
    {
        double startedMs = time.GetElapsedTime(_startedAt).TotalMilliseconds;
        lock (_gate)
        {
            RequestRecord record = new(++_number, method, path, query, startedMs, correlationId);
            _records.Enqueue(record);
            if (_records.Count > Capacity)
            {
                _records.Dequeue();
            }

            return record;
        }
    }

    internal void KeepBody(RequestRecord record, ReadOnlySpan<byte> body)
    {
        byte[] copy = body.ToArray();
        lock (_gate)
        {
            record.KeepBody(copy);
            _withBody.Enqueue(record);
            _bodyBytes += copy.Length;
            while (_withBody.Count > Capacity || _bodyBytes > MaxBodyBytes)
            {
                RequestRecord oldest = _withBody.Dequeue();
                _bodyBytes -= oldest.BodyLength;
                oldest.DropBody();
            }
        }
    }
}
