using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class RetryAfterLaws
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    // Whole seconds from long ago to far ahead: an HTTP date has no parts of one.
    private static readonly Gen<DateTimeOffset> s_times = Gen.Choose(-2_000_000_000, 2_000_000_000).Select(static seconds => s_now.AddSeconds(seconds));

    [Fact]
    public void Any_text_is_no_wait_or_one_that_is_not_negative() => Law.Holds(
        Gen.OneOf(Law.Text, Gen.ArrayOf(Gen.Elements("1", "9", "0", " ", "-", "+", ".", "GMT", "Sun, ", "06 Nov ", "1994 ", "08:49:37 ", ",")).Select(string.Concat)),
        text => Assert.True(RetryAfter.Parse(text, s_now) is null or { Ticks: >= 0 }),
        count: 3_000);

    [Fact]
    public void Seconds_are_never_read_as_fewer() => Law.Holds(
        Gen.OneOf(Gen.Choose(0, int.MaxValue).Select(static number => number.ToString(CultureInfo.InvariantCulture)), Digits(11), Digits(12), Digits(13), Digits(40)),
        digits => Assert.Equal(Math.Min(double.Parse(digits, CultureInfo.InvariantCulture), TimeSpan.MaxValue.TotalSeconds), RetryAfter.Parse(digits, s_now)!.Value.TotalSeconds, 0.001));

    [Theory]
    [InlineData("999999999999")]
    [InlineData("9999999999999")]
    public void More_seconds_than_a_time_span_holds_are_the_longest_wait(string text) => Assert.Equal(TimeSpan.MaxValue, RetryAfter.Parse(text, s_now));

    [Fact]
    public void A_date_is_the_time_until_then() => Law.Holds(
        s_times.Two(),
        pair => Assert.Equal(
            pair.Item1 > pair.Item2 ? pair.Item1 - pair.Item2 : TimeSpan.Zero,
            RetryAfter.Parse(pair.Item1.ToString("r", CultureInfo.InvariantCulture), pair.Item2)));

    private static Gen<string> Digits(int length) =>
        Gen.ArrayOf(Gen.Choose('0', '9'), length).Select(static codes => new string([.. codes.Select(static code => (char)code)]));
}
