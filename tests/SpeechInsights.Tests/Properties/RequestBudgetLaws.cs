using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Http;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class RequestBudgetLaws
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    // Gaps that are no whole milliseconds, too: timers have no smaller unit.
    private static readonly Gen<(int Limit, TimeSpan[] Gaps)> s_arrivals =
        from limit in Gen.Choose(1, 8)
        from gaps in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 50_000)), (2, Gen.Choose(0, 400_000_000))), 25)
        select (limit, gaps.Select(static ticks => TimeSpan.FromTicks(ticks)).ToArray());

    [Fact]
    public void No_minute_has_more_requests_than_the_limit() => Law.Holds(
        s_arrivals,
        sample =>
        {
            DateTimeOffset[] sent = SendAsync(sample.Limit, sample.Gaps).GetAwaiter().GetResult().Sent;
            Assert.Equal(sample.Gaps.Length, sent.Length);
            for (int i = sample.Limit; i < sent.Length; i++)
            {
                Assert.True(sent[i] - sent[i - sample.Limit] > s_minute, $"request {i} went {sent[i] - sent[i - sample.Limit]} after the one that is {sample.Limit} before it");
            }
        },
        count: 60);

    [Fact]
    public void A_job_of_no_more_requests_than_the_limit_never_waits() => Law.Holds(
        s_arrivals,
        sample => Assert.All(SendAsync(sample.Limit, sample.Gaps[..sample.Limit]).GetAwaiter().GetResult().Waits, wait => Assert.Equal(TimeSpan.Zero, wait)));

    [Fact]
    public void Nobody_waits_longer_than_a_window_and_its_margin() => Law.Holds(
        s_arrivals,
        sample => Assert.All(
            SendAsync(sample.Limit, sample.Gaps).GetAwaiter().GetResult().Waits,
            wait => Assert.InRange(wait, TimeSpan.Zero, s_minute + TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(1))),
        count: 60);

    // One after the other, each at its own time or when the one before has gone.
    private static async Task<(DateTimeOffset[] Sent, TimeSpan[] Waits)> SendAsync(int limit, TimeSpan[] gaps)
    {
        ManualTimeProvider time = new();
        RequestBudget budget = new(time, s_minute);
        budget.SetLimit(limit);
        List<DateTimeOffset> sent = [];
        List<TimeSpan> waits = [];
        foreach (TimeSpan gap in gaps)
        {
            time.Advance(gap);
            DateTimeOffset arrived = time.GetUtcNow();
            Task waiting = Task.Run(() => budget.WaitAsync(RunContext.Silent(), CancellationToken.None).AsTask());
            await time.PassAsync(waiting);
            sent.Add(time.GetUtcNow());
            waits.Add(time.GetUtcNow() - arrived);
        }

        return ([.. sent], [.. waits]);
    }
}
