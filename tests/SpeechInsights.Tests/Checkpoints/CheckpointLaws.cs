using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Checkpoints;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Properties;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointLaws
{
    private sealed record Kill(int After, bool BeforeNote, int Changes);

    private sealed record Plan(int Rows, ListChange Change, int[] When, Kill[] Kills, int PageSize, int ServedSize, int Ahead, int Lag, int Seed);

    private static readonly Gen<Kill> s_kills =
        from after in Gen.Choose(0, 40)
        from beforeNote in Gen.Elements(true, false)
        from changes in Gen.Choose(0, 3)
        select new Kill(after, beforeNote, changes);

    private static readonly Gen<Plan> s_plans =
        from rows in Gen.Choose(0, 60)
        from change in Gen.Elements(ListChange.None, ListChange.Shuffle, ListChange.Grow, ListChange.Shrink, ListChange.ReplaceBetween)
        from changes in Gen.ArrayOf(Gen.Choose(0, 20))
        from kills in Gen.ListOf(s_kills, 4)
        from count in Gen.Choose(0, 4)
        from pageSize in Gen.Choose(1, 20)
        from served in Gen.Choose(1, 20)
        from ahead in Gen.Choose(1, 4)
        from lag in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, 1_000_000)
        select new Plan(
            rows, change, change == ListChange.ReplaceBetween ? [] : changes, [.. kills.Take(count)], pageSize, Math.Min(served, pageSize), ahead, lag, seed);

    [Fact]
    public void Whatever_breaks_and_moves_no_row_is_lost_and_only_pages_under_way_come_again()
    {
        int whole = 0;
        int refused = 0;
        int resumed = 0;
        Law.Holds(
            s_plans,
            plan =>
            {
                MovingList list = new(Enumerable.Range(0, plan.Rows), plan.Change, plan.When, plan.Seed);
                RowStore<int> store = new(plan.Lag);
                bool isWhole = Run(plan, list, store, out long noted);
                whole += isWhole ? 1 : 0;
                refused += isWhole ? 0 : 1;
                resumed += noted > 0 ? 1 : 0;
                HashSet<int> distinct = [.. store.Rows];
                Assert.True(!isWhole || list.Stayed.IsSubsetOf(distinct), "a row is lost, and nothing is said");
                Assert.True(isWhole || plan.Change != ListChange.None, "a list that stands still is refused");
                Assert.True(store.Rows.Count - distinct.Count <= store.InFlight, "a row came again that was noted");
                Assert.True(
                    plan.Change != ListChange.None || store.Rows.Count - distinct.Count == store.InFlight,
                    "a row that was not noted did not come again");
                Assert.InRange(store.LargestInFlight, 0, plan.PageSize);
            },
            count: 4_000);
        Assert.True(whole > 1_000 && refused > 300 && resumed > 1_000, $"{whole} were whole, {refused} were refused, {resumed} went on");
    }

    // False where it ended with IncompleteResult.
    private static bool Run(Plan plan, MovingList list, RowStore<int> store, out long noted)
    {
        using CheckpointFile file = new();
        noted = 0;
        for (int run = 0; ; run++)
        {
            Kill? kill = run < plan.Kills.Length ? plan.Kills[run] : null;
            Checkpoint checkpoint = file.Open();
            noted = Math.Max(noted, checkpoint.ResumedRows);
            PageReader<int> reader = new(
                (offset, size, _) => list.ServeAsync(offset, size, plan.ServedSize), plan.PageSize, plan.Ahead, "list", RunContext.Silent())
            {
                Checkpoint = checkpoint,
            };
            try
            {
                if (store.RunAsync(reader.ReadAsync(null, CancellationToken.None), checkpoint, kill?.After, kill?.BeforeNote == true).GetAwaiter().GetResult())
                {
                    Assert.False(file.Exists);
                    return true;
                }
            }
            catch (InsightsException e) when (e.ErrorId == "IncompleteResult")
            {
                Assert.True(file.Exists);
                return false;
            }

            list.Move(kill!.Changes);
        }
    }
}
