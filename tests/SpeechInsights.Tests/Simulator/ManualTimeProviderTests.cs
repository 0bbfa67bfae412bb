using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class ManualTimeProviderTests
{
    [Fact]
    public async Task Delays_and_timeouts_end_when_time_is_moved()
    {
        ManualTimeProvider time = new();
        Task delay = Task.Delay(TimeSpan.FromSeconds(5), time);
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(3), time);
        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)], time.Pending);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(timeout.IsCancellationRequested);
        Assert.False(delay.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await delay;
        Assert.Empty(time.Pending);
    }

    [Fact]
    public async Task A_test_can_wait_for_somebody_to_wait()
    {
        ManualTimeProvider time = new();
        Task<bool> sleeper = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            await Task.Delay(TimeSpan.FromMinutes(1), time);
            return true;
        });
        await time.WaitForTimersAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await time.WaitForTimersAsync(1, remaining => remaining == TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await sleeper);
    }

    [Fact]
    public async Task Periodic_timers_fire_once_per_period_and_at_their_own_time()
    {
        ManualTimeProvider time = new();
        List<DateTimeOffset> fired = [];
        DateTimeOffset start = time.GetUtcNow();
        ITimer timer = time.CreateTimer(_ => fired.Add(time.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        await using (timer)
        {
            time.Advance(TimeSpan.FromSeconds(6));
            Assert.Equal([start.AddSeconds(1), start.AddSeconds(3), start.AddSeconds(5)], fired);
            Assert.Equal(start.AddSeconds(6), time.GetUtcNow());
            Assert.Equal(TimeSpan.FromSeconds(6), time.GetElapsedTime(start.Ticks));
        }

        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(3, fired.Count);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }
}
