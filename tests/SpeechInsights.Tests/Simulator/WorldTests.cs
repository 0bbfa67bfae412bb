using SpeechInsights.Simulator.World;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class WorldTests
{
    private const string KnownFirst = "a1b392cb-cefd-46e5-8a25-32eb14aafdb9 4a8a75d6-3126-4c2a-90a8-467c44de9f76 2026-10-02T00:44:11.3850000+00:00 0.4693";

    private static readonly DateTimeOffset s_until = new(2026, 11, 1, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_data_and_another_does_not()
    {
        string[] first = Lines(new SyntheticWorld(2_000, 7, s_until));
        Assert.Equal(first, Lines(new SyntheticWorld(2_000, 7, s_until)));
        string[] other = Lines(new SyntheticWorld(2_000, 8, s_until));
        Assert.Empty(first.Intersect(other));
    }

    /// <summary>Pins the data across machines and versions: a change here changes every recorded figure.</summary>
    [Fact]
    public void The_first_rows_are_known()
    {
        TruthRow row = new SyntheticWorld(5_000, 7, s_until).Truth().First();
        Assert.Equal(KnownFirst, $"{row.InteractionId} {row.AgentId} {row.Start:O} {row.Sentiment}");
    }

    [Fact]
    public void Data_cover_thirty_days_in_order_and_follow_the_hours()
    {
        SyntheticWorld world = new(20_000, 7, s_until);
        Assert.Equal(new DateTimeOffset(2026, 10, 2, 0, 0, 0, TimeSpan.Zero), world.Start);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), world.End);
        TruthRow[] rows = [.. world.Truth()];
        Assert.Equal(rows.Select(row => row.Start).Order(), rows.Select(row => row.Start));
        Assert.All(rows, row => Assert.InRange(row.Start, world.Start, world.End.AddMilliseconds(-1)));
        int day = rows.Count(row => row.Start.Hour is >= 9 and < 17);
        int weekend = rows.Count(row => row.Start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        Assert.InRange((double)day / rows.Length, 0.5, 0.9);
        Assert.InRange((double)weekend / rows.Length, 0.05, 0.2);
        Assert.False(world.BusiestDay().DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void Shares_and_correlation_are_those_of_a_contact_centre()
    {
        SyntheticWorld world = new(20_000, 7, s_until);
        TruthRow[] interactions = [.. world.Truth().DistinctBy(row => row.InteractionId)];
        double Share(Func<TruthRow, bool> predicate) => interactions.Count(predicate) / (double)interactions.Length;
        Assert.Equal(20_000, interactions.Length);
        Assert.InRange(Share(row => row.SurveyCount > 0), 0.30, 0.46);
        Assert.InRange(Share(row => row.SurveyCount == 2), 0.015, 0.05);
        Assert.InRange(Share(row => row.Sentiment is null), 0.01, 0.03);
        Assert.InRange((world.AgentRowCount - 20_000) / 20_000.0, 0.04, 0.08);
        Assert.All(interactions, row => Assert.InRange(row.Sentiment ?? 0, -1, 1));
        Assert.All(interactions, row => Assert.InRange(row.Csat ?? 1, 1, 5));
        Assert.All(interactions, row => Assert.InRange(row.Topics.Count, 1, 3));
        Assert.All(interactions, row => Assert.InRange(row.SentimentCount, row.Sentiment is null ? 0 : 1, 30));
        for (int score = 1; score <= 5; score++)
        {
            Assert.InRange(interactions.Count(row => row.Csat == score) / (double)interactions.Count(row => row.Csat is not null), 0.05, 0.4);
        }

        TruthRow[] rated = [.. interactions.Where(row => row.Sentiment is not null && row.Csat is not null)];
        double correlation = Pearson([.. rated.Select(row => row.Sentiment!.Value)], [.. rated.Select(row => row.Csat!.Value)]);
        Assert.InRange(correlation, 0.4, 0.7);
        double[] agents = [.. rated.GroupBy(row => row.AgentId).Select(group => group.Average(row => row.Sentiment!.Value))];
        Assert.True(agents.Max() - agents.Min() > 0.15);
    }

    [Fact]
    public void Ids_turn_back_into_indexes_and_others_do_not()
    {
        SyntheticWorld world = new(10_000, 7, s_until);
        HashSet<Guid> seen = [];
        for (int index = 0; index < 10_000; index++)
        {
            Guid id = world.IdOf(index);
            Assert.True(seen.Add(id));
            Assert.Equal(index, world.IndexOf(id.ToString()));
        }

        Assert.Equal(-1, world.IndexOf(world.IdOf(10_000).ToString()));
        Assert.Equal(-1, world.IndexOf(world.IdOf(3).ToString().ToUpperInvariant()));
        Assert.Equal(-1, world.IndexOf(new SyntheticWorld(1, 8, s_until).IdOf(0).ToString()));
        Assert.Equal(-1, world.IndexOf("int-111"));
        Assert.Equal(-1, world.IndexOf(Guid.Empty.ToString()));
        Assert.Equal(-1, world.IndexOf("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    [Fact]
    public void A_world_without_interactions_is_a_world()
    {
        SyntheticWorld world = new(0, 7, s_until);
        Assert.Empty(world.Truth());
        Assert.Equal(world.Start, world.BusiestDay());
    }

    private static string[] Lines(SyntheticWorld world) =>
        [.. world.Truth().Select(row => $"{row.InteractionId} {row.AgentId} {row.Start:O} {row.Sentiment} {row.Csat} {string.Join(',', row.Topics)}")];

    private static double Pearson(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
