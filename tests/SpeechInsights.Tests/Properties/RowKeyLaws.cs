using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class RowKeyLaws
{
    // Few different parts, so that equal rows and rows that nearly are come often.
    private static readonly Gen<string> s_part = Gen.ArrayOf(Gen.Elements("a", "b", "\u0000", "ü")).Select(string.Concat);

    private static readonly Gen<DateTimeOffset?> s_time = Gen.OneOf(
        Gen.Constant<DateTimeOffset?>(null),
        from ticks in Gen.Elements(0L, 1L, TimeSpan.TicksPerHour, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay)
        from hours in Gen.Choose(0, 3)
        select (DateTimeOffset?)new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(hours)));

    private static readonly Gen<(string Interaction, string? Agent, DateTimeOffset? Time)> s_row =
        from interaction in s_part
        from agent in s_part.OrNull()
        from time in s_time
        select (interaction, agent, time);

    [Fact]
    public void A_set_of_keys_is_a_set_of_rows() => Law.Holds(
        from rows in Gen.ArrayOf(s_row)
        from expected in Gen.Elements(0L, 3L, 1_000L, long.MaxValue)
        select (rows, expected),
        sample =>
        {
            HashSet<(string, string?, DateTimeOffset?)> model = [];
            KeySet set = new();
            set.Expect(sample.expected);
            foreach ((string interaction, string? agent, DateTimeOffset? time) in sample.rows)
            {
                Assert.Equal(model.Add((interaction, agent, time)), set.Add(RowIdentity.Compute(interaction, agent, time)));
                Assert.Equal(model.Count, set.Count);
            }
        });

    [Fact]
    public void Many_different_rows_have_different_keys()
    {
        HashSet<(string, string?, DateTimeOffset?)> rows = [];
        HashSet<UInt128> keys = [];
        Law.Holds(
            Gen.ArrayOf(s_row, 100),
            many =>
            {
                foreach ((string interaction, string? agent, DateTimeOffset? time) in many)
                {
                    rows.Add((interaction, agent, time));
                    keys.Add(RowIdentity.Compute(interaction, agent, time));
                }
            },
            count: 1_000);
        Assert.True(rows.Count > 10_000, $"{rows.Count}");
        Assert.Equal(rows.Count, keys.Count);
    }
}
