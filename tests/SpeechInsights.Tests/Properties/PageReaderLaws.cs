using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class PageReaderLaws
{
    // What happens to the list before a page is served. Rows that go and rows that come at once can't be told from a
    // list that stands still, by any count; so a source does one of them only.
    private enum Change
    {
        None,
        Shuffle,
        Grow,
        Shrink,
    }

    private sealed record Source(int Rows, Change Change, int[] When, int PageSize, int ServedSize, int Ahead, int Seed);

    private static readonly Gen<Source> s_sources =
        from rows in Gen.Choose(0, 60)
        from change in Gen.Elements(Change.None, Change.Shuffle, Change.Grow, Change.Shrink)
        from changes in Gen.ArrayOf(Gen.Choose(0, 12))
        from pageSize in Gen.Choose(1, 20)
        from served in Gen.Choose(1, 20)
        from ahead in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, 1_000_000)
        select new Source(rows, change, changes, pageSize, Math.Min(served, pageSize), ahead, seed);

    [Fact]
    public void Rows_that_were_there_all_the_time_come_once_or_it_is_an_error()
    {
        int whole = 0;
        int refused = 0;
        Law.Holds(
            s_sources,
            source =>
            {
                List<int> list = [.. Enumerable.Range(0, source.Rows)];
                HashSet<int> stayed = [.. list];
                List<int>? rows = Read(source, list, () => stayed.IntersectWith(list), 0);
                whole += rows is null ? 0 : 1;
                refused += rows is null ? 1 : 0;
                Assert.True(rows is null || rows.Count == rows.Distinct().Count(), "a row came twice");
                Assert.True(rows is null || stayed.IsSubsetOf(rows), "a row is missing, and nothing is said");
                Assert.True(rows is not null || source.Change != Change.None, "a list that stands still is refused");
            },
            count: 3_000);
        Assert.True(whole > 500 && refused > 100, $"{whole} were whole, {refused} were refused");
    }

    [Fact]
    public void Two_rows_that_are_one_are_an_error() => Law.Holds(
        s_sources.Where(static source => source.Rows > 0 && source.Change == Change.None),
        static source => Assert.Null(Read(source, [.. Enumerable.Range(0, source.Rows), 0], static () => { }, 0)));

    [Fact]
    public void A_total_that_promises_more_is_an_error_and_ends() => Law.Holds(
        from source in s_sources
        from lie in Gen.Elements(1L, 7L, 1_000L, long.MaxValue / 2)
        select (source with { Change = Change.None }, lie),
        static sample => Assert.Null(Read(sample.Item1, [.. Enumerable.Range(0, sample.Item1.Rows)], static () => { }, sample.lie)));

    // Null where it ended with IncompleteResult.
    private static List<int>? Read(Source source, List<int> list, Action onServed, long lie)
    {
        Random random = new(source.Seed);
        int served = 0;
        PageReader<int> reader = new(
            (offset, size, _) =>
            {
                Assert.True(served < 10_000, "it does not end");
                for (int i = source.When.Count(when => when == served); i > 0; i--)
                {
                    Apply(source.Change, list, random);
                }

                served++;
                onServed();
                int[] rows = [.. list.Skip((int)Math.Min(offset, int.MaxValue)).Take(Math.Min(size, source.ServedSize))];
                return Task.FromResult(new Page<int>(rows, [.. rows.Select(static row => (UInt128)(uint)row)], list.Count + lie, source.ServedSize));
            },
            source.PageSize, source.Ahead, "list", RunContext.Silent());
        try
        {
            return CollectAsync(reader).GetAwaiter().GetResult();
        }
        catch (InsightsException e) when (e.ErrorId == "IncompleteResult")
        {
            return null;
        }
    }

    private static void Apply(Change change, List<int> list, Random random)
    {
        switch (change)
        {
            case Change.Shuffle:
                int[] shuffled = [.. list];
                random.Shuffle(shuffled);
                list.Clear();
                list.AddRange(shuffled);
                break;
            case Change.Grow:
                list.Insert(random.Next(list.Count + 1), 1_000 + list.Count);
                break;
            case Change.Shrink when list.Count > 0:
                list.RemoveAt(random.Next(list.Count));
                break;
        }
    }

    private static async Task<List<int>> CollectAsync(PageReader<int> reader)
    {
        List<int> rows = [];
        await foreach (IReadOnlyList<int> batch in reader.ReadAsync(null, CancellationToken.None))
        {
            rows.AddRange(batch);
        }

        return rows;
    }
}
