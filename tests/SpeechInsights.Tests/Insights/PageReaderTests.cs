using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Insights;

public sealed class PageReaderTests
{
    private readonly RecordingTrace _trace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(2_345)]
    public async Task Gives_every_row_once_in_order(int total)
    {
        List<int> asked = [];
        List<int> rows = await ReadAsync((offset, size) =>
        {
            asked.Add((int)offset);
            return Slice(Enumerable.Range(0, total), offset, size, total);
        });
        Assert.Equal(Enumerable.Range(0, total), rows);
        Assert.Equal(Math.Max(1, (total + 99) / 100), asked.Count);
    }

    [Fact]
    public async Task Keeps_order_though_later_pages_answer_first()
    {
        SemaphoreSlim second = new(0);
        PageReader<int> reader = new(
            async (offset, size, token) =>
            {
                if (offset == 100)
                {
                    await second.WaitAsync(token);
                }
                else if (offset == 300)
                {
                    second.Release();
                }

                return Slice(Enumerable.Range(0, 400), offset, size, 400);
            },
            100, 4, "list", new RunContext(_trace));
        Assert.Equal(Enumerable.Range(0, 400), await CollectAsync(reader));
    }

    [Fact]
    public async Task Asks_for_no_more_pages_than_the_wanted_rows_take()
    {
        int asked = 0;
        List<int> rows = await ReadAsync(
            (offset, size) =>
            {
                asked++;
                return Slice(Enumerable.Range(0, 1000), offset, size, 1000);
            },
            first: 250);
        Assert.Equal(Enumerable.Range(0, 250), rows);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Follows_a_server_that_serves_smaller_pages()
    {
        List<int> rows = await ReadAsync((offset, size) => Slice(Enumerable.Range(0, 230), offset, Math.Min(size, 40), 230, size: 40));
        Assert.Equal(Enumerable.Range(0, 230), rows);
    }

    [Fact]
    public async Task Reads_again_what_shifted_away_and_says_so()
    {
        // Between the first and the second page ten rows come in at the front: the second page repeats ten, the end is longer.
        bool shifted = false;
        List<int> rows = await ReadAsync((offset, size) =>
        {
            IEnumerable<int> list = shifted ? Enumerable.Range(-10, 310) : Enumerable.Range(0, 300);
            shifted = true;
            return Slice(list, offset, size, list.Count());
        });
        Assert.Equal(Enumerable.Range(-10, 310), rows.Order());
        Assert.Single(_trace.Warnings, text => text.Contains("once more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(299)]
    [InlineData(300)]
    public async Task Gives_as_many_as_are_wanted_though_the_list_moves(int wanted)
    {
        // Sixty rows come in at the front: the second page brings forty new ones, so the list is read again for the rest.
        bool shifted = false;
        List<int> rows = await ReadAsync(
            (offset, size) =>
            {
                IEnumerable<int> list = shifted ? Enumerable.Range(-60, 360) : Enumerable.Range(0, 300);
                shifted = true;
                return Slice(list, offset, size, list.Count());
            },
            first: wanted);
        Assert.Equal(wanted, rows.Count);
        Assert.Equal(wanted, rows.Distinct().Count());
        Assert.Single(_trace.Warnings);
    }

    [Fact]
    public async Task Rows_that_go_away_can_not_make_up_for_rows_that_were_missed()
    {
        // Rows 0..2 vanish after the first page: 100..102 slip back over its edge, and the count is right all the same.
        bool vanished = false;
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync((offset, size) =>
        {
            IEnumerable<int> list = vanished ? Enumerable.Range(3, 297) : Enumerable.Range(0, 300);
            vanished = true;
            return Slice(list, offset, size, list.Count());
        }));
        Assert.Equal("IncompleteResult", error.ErrorId);
        Assert.Contains("300", error.Message, StringComparison.Ordinal);
        Assert.Contains("297", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(1_000_000)]
    public async Task A_total_that_lies_ends_with_both_numbers(int lie)
    {
        int asked = 0;
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync((offset, size) =>
        {
            Assert.True(++asked < 20, "it reads empty pages on and on");
            return Slice(Enumerable.Range(0, 200), offset, size, 200 + lie);
        }));
        Assert.Equal("IncompleteResult", error.ErrorId);
        Assert.Contains("200", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{200 + lie}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_fails_ends_it_after_the_rows_before()
    {
        List<int> rows = [];
        PageReader<int> reader = new(
            (offset, size, _) => offset == 200
                ? Task.FromException<Page<int>>(new InsightsException(InsightsError.ServerError, "page"))
                : Task.FromResult(Slice(Enumerable.Range(0, 500), offset, size, 500)),
            100, 2, "list", new RunContext(_trace));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(async () =>
        {
            await foreach (IReadOnlyList<int> batch in reader.ReadAsync(null, Token))
            {
                rows.AddRange(batch);
            }
        });
        Assert.Equal("ServerError", error.ErrorId);
        Assert.Equal(Enumerable.Range(0, 200), rows);
    }

    [Fact]
    public async Task Ending_early_cancels_what_is_under_way()
    {
        TaskCompletionSource<bool> cancelled = new();
        PageReader<int> reader = new(
            async (offset, size, token) =>
            {
                if (offset > 0)
                {
                    using CancellationTokenRegistration told = token.Register(() => cancelled.TrySetResult(true));
                    await Task.Delay(Timeout.Infinite, token);
                }

                return Slice(Enumerable.Range(0, 500), offset, size, 500);
            },
            100, 4, "list", new RunContext(_trace));
        await foreach (IReadOnlyList<int> batch in reader.ReadAsync(null, Token))
        {
            Assert.Equal(100, batch.Count);
            break;
        }

        Assert.True(await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    private static Page<int> Slice(IEnumerable<int> all, long offset, int take, long total, int? size = null)
    {
        int[] rows = [.. all.Skip((int)offset).Take(take)];
        return new Page<int>(rows, [.. rows.Select(row => (UInt128)(uint)(row + 1000))], total, size ?? take);
    }

    private Task<List<int>> ReadAsync(Func<long, int, Page<int>> fetch, long? first = null) => CollectAsync(
        new PageReader<int>((offset, size, _) => Task.FromResult(fetch(offset, size)), 100, 4, "list", new RunContext(_trace)), first);

    private static async Task<List<int>> CollectAsync(PageReader<int> reader, long? first = null)
    {
        List<int> rows = [];
        await foreach (IReadOnlyList<int> batch in reader.ReadAsync(first, Token))
        {
            Assert.NotEmpty(batch);
            rows.AddRange(batch);
        }

        return rows;
    }
}
