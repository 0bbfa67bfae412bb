using Microsoft.Extensions.Time.Testing;

namespace SpeechInsights.Tests.Fakes;

/// <summary>
/// A clock that stands still until a test moves it, and tells which timers are set: a test waits for a timer rather than
/// sleeping (<see cref="WaitForTimersAsync"/>).
/// </summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly List<WatchedTimer> _timers = [];
    private readonly List<Waiter> _waiters = [];

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How long each timer that is set has still to run, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Pending
    {
        get
        {
            DateTimeOffset now = GetUtcNow();
            lock (_gate)
            {
                return [.. _timers.Select(timer => timer.Due - now).Order()];
            }
        }
    }

    /// <summary>Moves the clock; timers that fall due are fired in order, each at its own time, on this thread.</summary>
    public new void Advance(TimeSpan by)
    {
        DateTimeOffset end = GetUtcNow() + by;
        while (Pending.FirstOrDefault(static left => left > TimeSpan.Zero) is { Ticks: > 0 } next && GetUtcNow() + next < end)
        {
            base.Advance(next);
        }

        base.Advance(end - GetUtcNow());
    }

    /// <summary>Sets the clock as a person or a time server does: timers run on as they did.</summary>
    public void Set(DateTimeOffset time)
    {
        TimeSpan by = time - GetUtcNow();
        AdjustTime(time);
        lock (_gate)
        {
            _timers.ForEach(timer => timer.Due += by);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        WatchedTimer timer = new(this, callback, state);
        timer.Inner = base.CreateTimer(static timer => ((WatchedTimer)timer!).Fire(), timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
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
            _waiters.Add(waiter);
        }

        ReleaseWaiters();
        return waiter.Met.Task.WaitAsync(s_patience, cancellationToken);
    }

    /// <summary>Moves the clock to the next timer that fits, again and again, until the work has ended.</summary>
    public async Task PassAsync(Task work, Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (!work.IsCompleted)
        {
            await await Task.WhenAny(work, WaitForTimersAsync(1, remaining, done.Token));
            Advance(Pending.FirstOrDefault(left => remaining?.Invoke(left) ?? true));
        }

        await done.CancelAsync();
        await work;
    }

    /// <inheritdoc cref="PassAsync(Task, Predicate{TimeSpan}?, CancellationToken)"/>
    public async Task<T> PassAsync<T>(Task<T> work, Predicate<TimeSpan>? remaining = null, CancellationToken cancellationToken = default)
    {
        await PassAsync((Task)work, remaining, cancellationToken);
        return await work;
    }

    private void Watch(WatchedTimer timer, DateTimeOffset? due)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (due is { } time)
            {
                timer.Due = time;
                _timers.Add(timer);
            }
        }

        ReleaseWaiters();
    }

    private void ReleaseWaiters()
    {
        DateTimeOffset now = GetUtcNow();
        List<Waiter> met;
        lock (_gate)
        {
            met = _waiters.FindAll(waiter => _timers.Count(timer => waiter.Remaining(timer.Due - now)) >= waiter.Count);
            _waiters.RemoveAll(met.Contains);
        }

        foreach (Waiter waiter in met)
        {
            waiter.Met.TrySetResult();
        }
    }

    private sealed record Waiter(int Count, Predicate<TimeSpan> Remaining)
    {
        public TaskCompletionSource Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class WatchedTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private volatile bool _isDisposed;

        public ITimer Inner { get; set; } = null!;

        public DateTimeOffset Due { get; set; }

        public void Fire()
        {
            owner.Watch(this, _period > TimeSpan.Zero ? Due + _period : null);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            _period = period;
            DateTimeOffset due = owner.GetUtcNow() + dueTime;
            if (dueTime == TimeSpan.Zero)
            {
                owner.Watch(this, due);
                // Not here: the code that creates a timer does not expect its callback before it holds the timer.
                ThreadPool.QueueUserWorkItem(static timer => timer.Inner.Change(TimeSpan.Zero, timer._period), this, preferLocal: false);
                return true;
            }

            // Set before it is seen: who sees it moves the clock.
            bool isSet = Inner.Change(dueTime, period);
            owner.Watch(this, dueTime == Timeout.InfiniteTimeSpan ? null : due);
            return isSet;
        }

        public void Dispose()
        {
            _isDisposed = true;
            Inner.Dispose();
            owner.Watch(this, null);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
