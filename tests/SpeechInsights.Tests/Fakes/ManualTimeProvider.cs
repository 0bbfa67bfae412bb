namespace SpeechInsights.Tests.Fakes;

/// <summary>
/// A clock that stands still until a test moves it. Serves Task.Delay, CancellationTokenSource and Task.WaitAsync. A test
/// waits for a timer to be set rather than sleeping: <see cref="WaitForTimersAsync"/>.
/// </summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<Waiter> _waiters = [];
    private DateTimeOffset _now = start;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How long each timer that is set has still to run, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Pending
    {
        get
        {
            lock (_gate)
            {
                return [.. _timers.Select(timer => timer.Due - _now).Order()];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; timers that fall due are fired in order, each at its own time, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        ReleaseWaiters();
    }

    /// <summary>
    /// Ends as soon as at least so many timers are set, counting only those whose remaining time fits. Fails after half a
    /// minute of real time, so that a mistake does not hang the run.
    /// </summary>
    public Task WaitForTimersAsync(int count = 1, Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        Waiter waiter = new(count, remaining ?? (static _ => true));
        lock (_gate)
        {
            if (IsMet(waiter))
            {
                return Task.CompletedTask;
            }

            _waiters.Add(waiter);
        }

        return waiter.Met.Task.WaitAsync(s_patience, cancellationToken);
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            ManualTimer? next = null;
            foreach (ManualTimer timer in _timers)
            {
                next = timer.Due <= end && (next is null || timer.Due < next.Due) ? timer : next;
            }

            if (next is null)
            {
                _now = end;
                return null;
            }

            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
            }
            else
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private bool IsMet(Waiter waiter) => _timers.Count(timer => waiter.Remaining(timer.Due - _now)) >= waiter.Count;

    private void Set(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _now + dueTime;
            timer.Period = period;
            _timers.Add(timer);
        }

        ReleaseWaiters();
        if (dueTime == TimeSpan.Zero)
        {
            // Not here: the code that creates a timer does not expect its callback before it holds the timer.
            ThreadPool.QueueUserWorkItem(static clock => clock.Advance(TimeSpan.Zero), this, preferLocal: false);
        }
    }

    private void ReleaseWaiters()
    {
        List<Waiter> met;
        lock (_gate)
        {
            met = _waiters.FindAll(IsMet);
            _waiters.RemoveAll(met.Contains);
        }

        foreach (Waiter waiter in met)
        {
            waiter.Met.TrySetResult();
        }
    }

    private void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed record Waiter(int Count, Predicate<TimeSpan> Remaining)
    {
        public TaskCompletionSource Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool _isDisposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            owner.Set(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _isDisposed = true;
            owner.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
