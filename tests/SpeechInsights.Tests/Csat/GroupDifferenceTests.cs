using System.Globalization;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Csat;

public sealed class GroupDifferenceTests
{
    [Fact]
    public void Two_conversations_are_enough_for_a_p_value_and_one_is_not()
    {
        GroupDifferences differences = new(3);
        for (int row = 0; row < 8; row++)
        {
            differences.Add(row < 2 ? 0 : row < 3 ? 1 : 2, ConversationKey.Of(row.ToString(CultureInfo.InvariantCulture), 0, 0), row % 2 == 0);
        }

        (double? Difference, double? PValue)[] found = differences.Measure();
        Assert.NotNull(found[0].PValue);
        Assert.Equal((true, null), (found[1].Difference is not null, found[1].PValue));
    }

    [Theory]
    [InlineData("2027-01-01", "2026-W53")]
    [InlineData("2024-12-30", "2025-W01")]
    public void A_week_is_of_the_year_that_most_of_it_is_in(string day, string week)
    {
        DateTimeOffset time = DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture);
        InsightQuery query = new(new InsightQueryInput { StartTime = time, EndTime = time.AddDays(1) }, ApiProfile.Platform);
        ScoredInsight row = new(new SpeechInsight(query, "a", null, time, null, null), null);
        Assert.Equal(week, GroupProperty.Of("Week", TimeZoneInfo.Utc).Read(row));
    }

    [Fact]
    public void Rows_without_an_id_are_conversations_of_their_own_though_they_are_alike()
    {
        GroupDifferences alike = new(2);
        GroupDifferences named = new(2);
        for (int row = 0; row < 40; row++)
        {
            bool agrees = row % 3 == 0;
            alike.Add(row % 2, ConversationKey.Of(null, 0.5, 4), agrees);
            named.Add(row % 2, ConversationKey.Of(row.ToString(CultureInfo.InvariantCulture), 0.5, 4), agrees);
        }

        (double? Difference, double? PValue)[] expected = named.Measure();
        (double? Difference, double? PValue)[] found = alike.Measure();
        for (int group = 0; group < 2; group++)
        {
            Assert.Equal(expected[group].Difference!.Value, found[group].Difference!.Value, 1e-12);
            Assert.Equal(expected[group].PValue!.Value, found[group].PValue!.Value, 1e-12);
        }
    }
}
