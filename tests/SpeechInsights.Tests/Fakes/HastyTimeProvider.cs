namespace SpeechInsights.Tests.Fakes;

/// <summary>
/// A clock on which short waits (before repeats, for a budget) are over at once and long ones (the end of an attempt) go
/// forty times as fast, for tests that do not ask when something happens but what comes of it.
/// </summary>
internal sealed class HastyTimeProvider : TimeProvider
{
    private const int Haste = 40;
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(10);

    private long _ahead;
    private long _wrong;

    public override DateTimeOffset GetUtcNow() => Now + TimeSpan.FromTicks(Interlocked.Read(ref _wrong));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.UtcTicks;

    private DateTimeOffset Now => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Lets time pass.</summary>
    public void Leap(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <summary>Sets the wall clock wrong. No time passes: what is monotonic goes on as it did.</summary>
    public void SetWrong(TimeSpan by) => Interlocked.Exchange(ref _wrong, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HastyTimer(this, base.CreateTimer(callback, state, Shorten(dueTime), period));

    private TimeSpan Shorten(TimeSpan dueTime)
    {
        if (dueTime <= TimeSpan.Zero)
        {
            return dueTime;
        }

        if (dueTime >= s_short)
        {
            return dueTime / Haste;
        }

        Interlocked.Add(ref _ahead, dueTime.Ticks);
        return TimeSpan.Zero;
    }

    private sealed class HastyTimer(HastyTimeProvider owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(owner.Shorten(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
