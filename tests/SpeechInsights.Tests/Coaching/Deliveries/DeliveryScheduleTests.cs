using SpeechInsights.Coaching.Deliveries;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

public sealed class DeliveryScheduleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_grow_up_to_a_day_and_end_after_eleven_attempts()
    {
        double[] seconds = [1, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
        for (int attempt = 1; attempt <= seconds.Length; attempt++)
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds[attempt - 1]), DeliverySchedule.Next(attempt, null, 0));
            Assert.Equal(TimeSpan.FromSeconds(Math.Min(86400, seconds[attempt - 1] * 1.2)), DeliverySchedule.Next(attempt, null, 1));
        }

        Assert.Null(DeliverySchedule.Next(seconds.Length + 1, null, 0));
        Assert.Null(DeliverySchedule.Next(seconds.Length + 1, TimeSpan.FromSeconds(1), 0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(60, 60)]
    [InlineData(86399, 86399)]
    [InlineData(1_000_000, 86400)]
    public void Retry_After_is_obeyed_up_to_a_day_and_shortens_nothing(int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliverySchedule.Next(1, TimeSpan.FromSeconds(asked), 0));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(86400, false)]
    [InlineData(86401, true)]
    [InlineData(100_000_000, true)]
    public void What_no_clock_could_have_meant_is_due(int seconds, bool isDue) => Assert.Equal(isDue, DeliverySchedule.IsDue(s_now.AddSeconds(seconds), s_now));

    [Theory]
    [InlineData(0, false)]
    [InlineData(301, false)]
    [InlineData(400, true)]
    [InlineData(408, false)]
    [InlineData(410, true)]
    [InlineData(429, false)]
    [InlineData(499, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public void Only_4xx_but_for_408_and_429_is_final(int status, bool isFinal) => Assert.Equal(isFinal, DeliverySchedule.IsFinal(status));

    [Theory]
    [InlineData("0123456789abcdef-msg_0123456789abcdef0123456789abcdef-3-1764504000000-503.json", true)]
    [InlineData("0123456789abcdef-msg_0123456789abcdef0123456789abcdef-3-1764504000000-503.json.new", false)]
    [InlineData("0123456789abcdef-msg_0123456789abcdef0123456789abcde-3-1764504000000-503.json", false)]
    [InlineData("0123456789abcdef-msg_0123456789abcdef0123456789abcdef--3-1764504000000-503.json", false)]
    [InlineData("0123456789abcdef-msg_0123456789abcdef0123456789abcdef-3-99999999999999-503.json", true)]
    [InlineData("notes.txt", false)]
    [InlineData("", false)]
    public void A_name_is_read_as_it_was_written_or_not_at_all(string text, bool isName)
    {
        DeliveryName? name = DeliveryName.TryParse(text);
        Assert.Equal(isName, name is not null);
        Assert.Equal(name is null ? null : text, name?.ToString());
    }
}
