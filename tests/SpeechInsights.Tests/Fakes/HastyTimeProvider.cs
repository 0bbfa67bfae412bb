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

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

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
