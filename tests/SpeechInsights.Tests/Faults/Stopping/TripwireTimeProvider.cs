using SpeechInsights.Tests.Fakes;

namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>The hasty clock, with a tripwire at each timer that is set.</summary>
internal sealed class TripwireTimeProvider(HastyTimeProvider inner, Tripwire wire) : TimeProvider
{
    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = inner.CreateTimer(callback, state, dueTime, period);
        wire.Pass(Tripwire.Timer);
        return timer;
    }
}
