using SpeechInsights.Http;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>What a server's headers say of waiting.</summary>
public sealed class AnswerHeadersTests
{
    private static readonly DateTimeOffset s_now = new(1994, 11, 6, 8, 49, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("20", 20.0)]
    [InlineData(" 20 ", 20.0)]
    [InlineData("3600", 3600.0)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 30.0)]
    [InlineData("Sun, 06 Nov 1994 08:49:07 GMT", 0.0)]
    [InlineData("Sun, 06 Nov 1994 08:48:37 GMT", 0.0)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT                                           ", 30.0)]
    public void Retry_After_is_seconds_or_a_date(string text, double? seconds) => Assert.Equal(seconds, Read(text)?.TotalSeconds);

    [Fact]
    public void More_seconds_than_a_time_holds_are_a_wait_all_the_same()
    {
        Assert.Equal(TimeSpan.MaxValue, Read("9999999999999999999999"));
        Assert.Equal(TimeSpan.MaxValue, Read(new string('9', 70)));
        Assert.Equal(TimeSpan.FromSeconds(922337203685.0), Read("922337203685"));
    }

    [Fact]
    public void A_text_too_long_for_a_date_is_not_looked_at()
    {
        const string Date = "Sun, 06 Nov 1994 08:49:37 GMT";
        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfter.Parse(Date + new string(' ', 64 - Date.Length), s_now));
        Assert.Null(RetryAfter.Parse(Date + new string(' ', 65 - Date.Length), s_now));
    }

    [Fact]
    public void A_date_is_measured_against_the_servers_own_clock()
    {
        using HttpResponseMessage answer = new();
        Assert.Null(RetryAfter.Read(answer.Headers, s_now));
        answer.Headers.TryAddWithoutValidation("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT");
        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfter.Read(answer.Headers, s_now));
        answer.Headers.Date = s_now.AddSeconds(20);
        Assert.Equal(TimeSpan.FromSeconds(10), RetryAfter.Read(answer.Headers, s_now));
    }

    [Fact]
    public void Two_headers_are_none()
    {
        using HttpResponseMessage answer = new();
        answer.Headers.TryAddWithoutValidation("Retry-After", ["1", "2"]);
        Assert.Null(RetryAfter.Read(answer.Headers, s_now));
    }

    [Theory]
    [InlineData("40", "100", "30", 60)]
    [InlineData("40", "100", "180", 60)]
    [InlineData("0", "1", "1", 1)]
    [InlineData("40", "100", "181", null)]
    [InlineData("40", "0", "30", null)]
    [InlineData(null, "100", "30", null)]
    [InlineData("40", null, "30", null)]
    [InlineData("40", "100", null, null)]
    [InlineData("-40", "100", "30", null)]
    [InlineData("40", "+100", "30", null)]
    [InlineData("40", "100", " 3 0", null)]
    [InlineData("40", "100", "x", null)]
    public void Rate_limits_count_where_all_three_make_sense(string? count, string? allowed, string? reset, int? left)
    {
        RequestBudget budget = new(new ManualTimeProvider(), TimeSpan.FromMinutes(1));
        using HttpResponseMessage answer = new();
        Add(answer, "inin-ratelimit-count", count);
        Add(answer, "inin-ratelimit-allowed", allowed);
        Add(answer, "inin-ratelimit-reset", reset);
        RateLimitHeaders.Apply(answer.Headers, budget);
        Assert.Equal(left, budget.Left);
    }

    [Fact]
    public void A_limit_ends_with_the_seconds_that_were_told()
    {
        ManualTimeProvider time = new();
        RequestBudget budget = new(time, TimeSpan.FromMinutes(1));
        using HttpResponseMessage answer = MadeAnswer.Of(200, headers: [("inin-ratelimit-count", "40"), ("inin-ratelimit-allowed", "100"), ("inin-ratelimit-reset", "30")]);
        RateLimitHeaders.Apply(answer.Headers, budget);
        time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(60, budget.Left);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(budget.Left);
    }

    private static void Add(HttpResponseMessage answer, string name, string? value)
    {
        if (value is not null)
        {
            Assert.True(answer.Headers.TryAddWithoutValidation(name, value));
        }
    }

    private static TimeSpan? Read(string text)
    {
        using HttpResponseMessage answer = new();
        answer.Headers.TryAddWithoutValidation("Retry-After", text);
        return RetryAfter.Read(answer.Headers, s_now);
    }
}
