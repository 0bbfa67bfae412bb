namespace SpeechInsights.Tests.Fakes;

/// <summary>
/// A clock on which short waits (before repeats, for a budget) are over at once and long ones (the end of an attempt) go
/// twenty times as fast, for tests that do not ask when something happens but what comes of it.
/// </summary>
internal sealed class HastyTimeProvider : TimeProvider
{
    private const int Haste = 20;
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(10);

    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        if (dueTime < s_short)
        {
            Interlocked.Add(ref _ahead, dueTime.Ticks);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }

        return base.CreateTimer(callback, state, dueTime / Haste, period);
    }
}
