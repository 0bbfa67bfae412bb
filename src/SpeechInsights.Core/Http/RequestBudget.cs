namespace SpeechInsights.Http;

/// <summary>
/// What one client may send to one host: a sliding window of requests, and a pause that a 429 puts on everybody. A job
/// of fewer requests than the limit never waits. One instance serves every session of the process with that client.
/// </summary>
internal sealed class RequestBudget(TimeProvider time, TimeSpan window)
{
    /// <summary>A limit is never halved below this.</summary>
    public const int Floor = 10;

    private readonly object _lock = new();
    private readonly SemaphoreSlim _queue = new(1, 1);
    private readonly Queue<long> _sent = new();

    // What the server counts may lag behind what was sent: a sixtieth more (a second of a minute) keeps the two apart.
    private readonly TimeSpan _span = window + (window / 60);
    private int _limit;
    private int _effective;
    private int _unanswered;
    private long _remaining;
    private long _pausedUntil = long.MinValue;
    private long _remainingUntil = long.MinValue;
    private long _changed;
    private bool _wasHalved;

    /// <summary>Requests a window that are allowed right now; 0 means no limit.</summary>
    public int Effective
    {
        get
        {
            lock (_lock)
            {
                return _effective;
            }
        }
    }

    /// <summary>Requests that the server still allows in its window, whoever sends them; null where it has not told, or its window is over.</summary>
    public int? Left
    {
        get
        {
            lock (_lock)
            {
                return time.GetTimestamp() < _remainingUntil ? (int)_remaining : null;
            }
        }
    }

    /// <summary>Sets the limit that the newest session asked for.</summary>
    /// <param name="limit">Requests a window; 0 for no limit. Pauses that a server asked for hold all the same.</param>
    public void SetLimit(int limit)
    {
        lock (_lock)
        {
            _limit = limit;
            _effective = limit;
            _wasHalved = false;
        }
    }

    private string ReasonToWait()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            return now < _pausedUntil ? "the pause that the server asked for"
                : IsUsedUp(now) ? "the end of the server's own count"
                : FormattableString.Invariant($"the limit of {_effective} requests a minute");
        }
    }

    /// <summary>Waits, in the order of arrival, until one more request may be sent, and books it.</summary>
    public async ValueTask WaitAsync(RunContext run, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool told = false;
            while (true)
            {
                TimeSpan wait = TryBook();
                if (wait <= TimeSpan.Zero)
                {
                    return;
                }

                run.Trace.ReportWaiting(ReasonToWait(), wait);
                if (!told && run.Trace.IsVerbose)
                {
                    run.Trace.WriteVerbose(FormattableString.Invariant($"Waiting {wait.TotalSeconds:0.0} s for the request budget."));
                    told = true;
                }

                await Task.Delay(WholeMilliseconds(wait), time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>A request that was booked has its answer, or will never have one.</summary>
    public void OnAnswered() => Interlocked.Decrement(ref _unanswered);

    /// <summary>The server said that it was too much: everybody waits, and the limit is halved, once a window.</summary>
    public void OnThrottled(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            if (retryAfter is { } wait)
            {
                _pausedUntil = Math.Max(_pausedUntil, now + ToTicks(wait));
            }

            if (_limit == 0 || (_wasHalved && time.GetElapsedTime(_changed, now) < window))
            {
                return;
            }

            _effective = Math.Max(Math.Min(Floor, _limit), _effective / 2);
            _changed = now;
            _wasHalved = true;
        }
    }

    /// <summary>The server told where the client stands, which counts more than what was learned here.</summary>
    /// <param name="count">Requests it has counted in its window.</param>
    /// <param name="allowed">Requests it allows, above 0.</param>
    /// <param name="reset">Until its window ends.</param>
    public void OnHeaders(int count, int allowed, TimeSpan reset)
    {
        lock (_lock)
        {
            _effective = Math.Min(_limit, allowed);
            _wasHalved = false;
            _remaining = Math.Max(0L, (long)allowed - count - Volatile.Read(ref _unanswered));
            _remainingUntil = time.GetTimestamp() + ToTicks(reset);
        }
    }

    private TimeSpan TryBook()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            if (now < _pausedUntil)
            {
                return time.GetElapsedTime(now, _pausedUntil);
            }

            if (IsUsedUp(now))
            {
                return time.GetElapsedTime(now, _remainingUntil);
            }

            if (_limit > 0)
            {
                Recover(now);
                while (_sent.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= _span)
                {
                    _sent.Dequeue();
                }

                if (_sent.Count >= _effective)
                {
                    return _span - time.GetElapsedTime(_sent.Peek(), now);
                }

                _sent.Enqueue(now);
            }

            _remaining--;
            Interlocked.Increment(ref _unanswered);
            return TimeSpan.Zero;
        }
    }

    private bool IsUsedUp(long now) => now < _remainingUntil && _remaining == 0;

    private void Recover(long now)
    {
        while (_wasHalved && time.GetElapsedTime(_changed, now) >= window)
        {
            _effective = Math.Min(_limit, _effective + (_limit / 10));
            _changed += ToTicks(window);
            _wasHalved = _effective < _limit;
        }
    }

    // Timers cut off what is less: the rest of a wait would be spent turning round and round.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private long ToTicks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
