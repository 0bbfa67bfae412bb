using SpeechInsights.Csat;
using Xunit;

namespace SpeechInsights.Tests.Csat;

public sealed class AgreementSeriesTests
{
    [Fact]
    public void Buckets_are_of_UTC_whatever_the_offset()
    {
        AgreementMeter meter = new(interval: TimeSpan.FromHours(1));
        meter.Add(0.9, 5, new DateTimeOffset(2023, 10, 1, 5, 30, 0, TimeSpan.FromHours(5.5)), null);
        meter.Add(0.7, 4, new DateTimeOffset(2023, 9, 30, 16, 59, 59, TimeSpan.FromHours(-8)), null);
        meter.Add(0.1, 1, new DateTimeOffset(2023, 10, 1, 1, 0, 0, TimeSpan.Zero), null);

        InsightAccuracy accuracy = meter.Complete();

        DateTimeOffset[] starts = [.. accuracy.Series!.Select(interval => interval.Start)];
        Assert.Equal(
            [new(2023, 10, 1, 0, 0, 0, TimeSpan.Zero), new(2023, 10, 1, 1, 0, 0, TimeSpan.Zero)], starts);
        Assert.Equal(2, accuracy.Series![0].Count);
    }

    [Fact]
    public void Series_cannot_be_changed()
    {
        AgreementMeter meter = new(interval: TimeSpan.FromHours(1));
        meter.Add(0.9, 5, DateTimeOffset.UnixEpoch, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.True(((ICollection<AccuracyInterval>)accuracy.Series!).IsReadOnly);
        Assert.True(((ICollection<string>)accuracy.Reasons).IsReadOnly);
    }

    [Fact]
    public void Means_lose_nothing_to_large_neighbours()
    {
        AgreementMeter meter = new(interval: TimeSpan.FromHours(1));
        foreach (double value in (double[])[1e17, 1, -1e17, 0.5])
        {
            meter.Add(value, -value, DateTimeOffset.UnixEpoch, null);
        }

        AccuracyInterval interval = Assert.Single(meter.Complete().Series!);

        Assert.Equal((0.375, -0.375), (interval.MeanSentiment, interval.MeanCsat));
    }

    [Fact]
    public void No_rows_with_an_interval_is_an_empty_series()
    {
        InsightAccuracy accuracy = new AgreementMeter(interval: TimeSpan.FromHours(1)).Complete();

        Assert.Empty(accuracy.Series!);
        Assert.Equal(["NoRows"], accuracy.Reasons);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(TimeSpan.TicksPerDay * 7)]
    [InlineData(long.MaxValue)]
    public void The_ends_of_the_calendar_fit(long intervalTicks)
    {
        AgreementMeter meter = new(interval: TimeSpan.FromTicks(intervalTicks));
        meter.Add(0.9, 5, DateTimeOffset.MaxValue, null);
        meter.Add(0.1, 1, DateTimeOffset.MinValue, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal(DateTimeOffset.MinValue, accuracy.Series![0].Start);
        Assert.Equal(1, accuracy.SeriesCorrelation!.Value, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_interval_is_longer_than_zero(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AgreementMeter(interval: TimeSpan.FromTicks(ticks)));
}
