using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class PageReaderLaws
{
    private sealed record Source(int Rows, ListChange Change, int[] When, int PageSize, int ServedSize, int Ahead, int Seed);

    private static readonly Gen<Source> s_sources =
        from rows in Gen.Choose(0, 60)
        from change in Gen.Elements(ListChange.None, ListChange.Shuffle, ListChange.Grow, ListChange.Shrink)
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
                MovingList list = ListOf(source);
                List<int>? rows = Read(source, list);
                whole += rows is null ? 0 : 1;
                refused += rows is null ? 1 : 0;
                Assert.True(rows is null || rows.Count == rows.Distinct().Count(), "a row came twice");
                Assert.True(rows is null || list.Stayed.IsSubsetOf(rows), "a row is missing, and nothing is said");
                Assert.True(rows is not null || source.Change != ListChange.None, "a list that stands still is refused");
            },
            count: 3_000);
        Assert.True(whole > 500 && refused > 100, $"{whole} were whole, {refused} were refused");
    }

    [Fact]
    public void Two_rows_that_are_one_are_an_error() => Law.Holds(
        s_sources.Where(static source => source.Rows > 0 && source.Change == ListChange.None),
        static source => Assert.Null(Read(source, new MovingList([.. Enumerable.Range(0, source.Rows), 0], source.Change, source.When, source.Seed))));

    [Fact]
    public void A_total_that_promises_more_is_an_error_and_ends() => Law.Holds(
        from source in s_sources
        from lie in Gen.Elements(1L, 7L, 1_000L, long.MaxValue / 2)
        select (source, lie),
        static sample => Assert.Null(Read(
            sample.source, new MovingList(Enumerable.Range(0, sample.source.Rows), ListChange.None, [], sample.source.Seed) { Lie = sample.lie })));

    // Null where it ended with IncompleteResult.
    private static List<int>? Read(Source source, MovingList list)
    {
        PageReader<int> reader = new(
            (offset, size, _) => list.ServeAsync(offset, size, source.ServedSize), source.PageSize, source.Ahead, "list", RunContext.Silent());
        try
        {
            return CollectAsync(reader).GetAwaiter().GetResult();
        }
        catch (InsightsException e) when (e.ErrorId == "IncompleteResult")
        {
            return null;
        }
    }

    private static MovingList ListOf(Source source) => new(Enumerable.Range(0, source.Rows), source.Change, source.When, source.Seed);

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
