using System.Globalization;
using SpeechInsights.Times;
using Xunit;

namespace SpeechInsights.Tests.Times;

/// <summary>Times as people write them, in Berlin: summer time ends on 2026-10-25 at 3:00 and begins on 2026-03-29 at 2:00.</summary>
public sealed class TimeTextTests
{
    // A Thursday.
    private static readonly LocalClock s_clock = LocalClock.Of(At("2026-11-05T14:30:00+01:00"), "Europe/Berlin");

    [Theory]
    [InlineData("2026-10-19", "2026-10-19T00:00:00+02:00")]
    [InlineData("2026-11-01", "2026-11-01T00:00:00+01:00")]
    [InlineData("2026-10", "2026-10-01T00:00:00+02:00")]
    [InlineData("2026-10-19T08:15", "2026-10-19T08:15:00+02:00")]
    [InlineData("2026-10-19 08:15:30", "2026-10-19T08:15:30+02:00")]
    [InlineData("2026-10-19T08:15:30.5", "2026-10-19T08:15:30.5+02:00")]
    [InlineData("2026-10-19T08:15:30Z", "2026-10-19T08:15:30Z")]
    [InlineData("2026-10-19T08:15:30.1234567-05:00", "2026-10-19T08:15:30.1234567-05:00")]
    [InlineData("10/11/2026 08:15:30 +00:00", "2026-10-11T08:15:30Z")]
    [InlineData("now", "2026-11-05T14:30:00+01:00")]
    [InlineData("Today", "2026-11-05T00:00:00+01:00")]
    [InlineData("yesterday", "2026-11-04T00:00:00+01:00")]
    [InlineData("tomorrow", "2026-11-06T00:00:00+01:00")]
    [InlineData("this week", "2026-11-02T00:00:00+01:00")]
    [InlineData(" LAST   week ", "2026-10-26T00:00:00+01:00")]
    [InlineData("this month", "2026-11-01T00:00:00+01:00")]
    [InlineData("last month", "2026-10-01T00:00:00+02:00")]
    [InlineData("this quarter", "2026-10-01T00:00:00+02:00")]
    [InlineData("last quarter", "2026-07-01T00:00:00+02:00")]
    [InlineData("this year", "2026-01-01T00:00:00+01:00")]
    [InlineData("last year", "2025-01-01T00:00:00+01:00")]
    [InlineData("-90m", "2026-11-05T13:00:00+01:00")]
    [InlineData("-12h", "2026-11-05T02:30:00+01:00")]
    [InlineData("-7d", "2026-10-29T14:30:00+01:00")]
    [InlineData("-2W", "2026-10-22T14:30:00+02:00")]
    [InlineData("-14D", "2026-10-22T14:30:00+02:00")]
    [InlineData("-336h", "2026-10-22T15:30:00+02:00")]
    [InlineData("-0d", "2026-11-05T14:30:00+01:00")]
    public void Is_read(string text, string expected)
    {
        DateTimeOffset read = TimeText.Read(text, s_clock, "StartTime");
        Assert.Equal(At(expected), read);
    }

    [Theory]
    [InlineData("7d", "2026-10-29T14:30:00+01:00", "2026-11-05T14:30:00+01:00")]
    [InlineData("12h", "2026-11-05T02:30:00+01:00", "2026-11-05T14:30:00+01:00")]
    [InlineData("day", "2026-11-04T00:00:00+01:00", "2026-11-05T00:00:00+01:00")]
    [InlineData("week", "2026-10-26T00:00:00+01:00", "2026-11-02T00:00:00+01:00")]
    [InlineData("Month", "2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00")]
    [InlineData("quarter", "2026-07-01T00:00:00+02:00", "2026-10-01T00:00:00+02:00")]
    [InlineData("year", "2025-01-01T00:00:00+01:00", "2026-01-01T00:00:00+01:00")]
    public void Last_is_a_whole_window(string text, string start, string end) =>
        Assert.Equal((At(start), At(end)), TimeText.ReadLast(text, s_clock));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("7d")]
    [InlineData("-7")]
    [InlineData("-7y")]
    [InlineData("-9999999d")]
    [InlineData("-999999d")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("20261019")]
    [InlineData("2026")]
    public void What_is_no_time_is_refused_with_examples(string text)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => TimeText.Read(text, s_clock, "StartTime"));
        Assert.Equal((InsightsError.InvalidTime, "StartTime"), (error.Error, error.Target));
        Assert.Contains("2026-10-19", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10/11/2026")]
    [InlineData("11.10.2026")]
    [InlineData("10-11-26")]
    [InlineData("10/11/2026 08:00")]
    public void What_could_be_two_days_is_refused(string text)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => TimeText.Read(text, s_clock, "EndTime"));
        Assert.Contains("month", error.Message, StringComparison.Ordinal);
        Assert.Contains("year first", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0d")]
    [InlineData("-7d")]
    [InlineData("fortnight")]
    [InlineData("7")]
    public void What_is_no_span_is_refused(string text) =>
        Assert.Equal(InsightsError.InvalidTime, Assert.Throws<InsightsException>(() => TimeText.ReadLast(text, s_clock)).Error);

    [Fact]
    public void A_time_that_comes_twice_is_refused_with_both()
    {
        InsightsException error = Assert.Throws<InsightsException>(() => TimeText.Read("2026-10-25T02:30", s_clock, "StartTime"));
        Assert.Contains("2026-10-25T02:30:00+02:00", error.Hint, StringComparison.Ordinal);
        Assert.Contains("2026-10-25T02:30:00+01:00", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_does_not_exist_is_refused()
    {
        InsightsException error = Assert.Throws<InsightsException>(() => TimeText.Read("2026-03-29T02:30", s_clock, "StartTime"));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
        Assert.Equal(At("2026-03-29T03:00:00+02:00"), TimeText.Read("2026-03-29T03:00", s_clock, "StartTime"));
        Assert.Equal(At("2026-03-29T01:59:00+01:00"), TimeText.Read("2026-03-29T01:59", s_clock, "StartTime"));
    }

    [Fact]
    public void A_day_whose_midnight_does_not_exist_begins_with_its_first_moment()
    {
        // Cairo puts its clock forward at midnight.
        LocalClock cairo = LocalClock.Of(At("2026-05-01T12:00:00Z"), "Africa/Cairo");
        Assert.Equal(At("2026-04-24T01:00:00+03:00"), TimeText.Read("2026-04-24", cairo, "StartTime"));
    }

    [Fact]
    public void The_zone_decides_when_a_day_begins()
    {
        DateTimeOffset now = At("2026-11-05T02:00:00Z");
        Assert.Equal(At("2026-11-04T00:00:00-05:00"), TimeText.Read("today", LocalClock.Of(now, "America/New_York"), "StartTime"));
        Assert.Equal(At("2026-11-05T00:00:00+09:00"), TimeText.Read("today", LocalClock.Of(now, "Asia/Tokyo"), "StartTime"));
        Assert.Equal(InsightsError.UnknownTimeZone, Assert.Throws<InsightsException>(() => LocalClock.Of(now, "Mars/Olympus")).Error);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
