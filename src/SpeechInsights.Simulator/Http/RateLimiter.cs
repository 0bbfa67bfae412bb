using System.Collections.Concurrent;

namespace SpeechInsights.Simulator.Http;

/// <summary>A sliding window per token. A refused request does not count against the next one.</summary>
internal sealed class RateLimiter(TimeProvider time, int limit, TimeSpan window)
{
    private readonly ConcurrentDictionary<string, Queue<long>> _admitted = new(StringComparer.Ordinal);

    public int Limit { get; } = limit;

    public bool IsOn => Limit > 0;

    /// <summary>Admits a request or says how long its sender has to wait.</summary>
    public RateVerdict Admit(string token)
    {
        Queue<long> admitted = _admitted.GetOrAdd(token, static _ => new Queue<long>());
        lock (admitted)
        {
            long now = time.GetTimestamp();
            while (admitted.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= window)
            {
                admitted.Dequeue();
            }

            bool isAdmitted = admitted.Count < Limit;
            if (isAdmitted)
            {
                admitted.Enqueue(now);
            }

            TimeSpan untilRoom = window - time.GetElapsedTime(admitted.Peek(), now);
            int seconds = Math.Max(1, (int)Math.Ceiling(untilRoom.TotalSeconds));
            return new RateVerdict(isAdmitted, admitted.Count, seconds);
        }
    }
}
