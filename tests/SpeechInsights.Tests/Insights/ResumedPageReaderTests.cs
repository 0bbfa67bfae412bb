using SpeechInsights.Checkpoints;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Checkpoints;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Insights;

/// <summary>A list that goes on where an earlier run broke off, and what is noted of it.</summary>
public sealed class ResumedPageReaderTests : IDisposable
{
    private readonly CheckpointFile _file = new();
    private readonly RecordingTrace _trace = new();
    private readonly List<long> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(100, 0L, 100L, 200L)]
    [InlineData(200, 100L, 200L)]
    [InlineData(150, 50L, 150L, 250L)]
    [InlineData(300, 200L)]
    [InlineData(350, 200L)]
    public async Task The_last_page_is_read_again_and_none_before_it(int next, params long[] asked)
    {
        Keep(new CheckpointMark(0, next, 300, false, Keys(0, Math.Min(next, 300))));
        Assert.Equal(Range(Math.Min(next, 300), 300), await ReadAsync(Range(0, 300)));
        Assert.Equal(asked, _asked);
        Assert.Empty(_trace.Warnings);
    }

    [Fact]
    public async Task A_list_that_is_another_one_starts_at_its_start()
    {
        Keep(new CheckpointMark(0, 200, 300, false, Keys(0, 200)));
        Assert.Equal(Range(0, 300), await ReadAsync(Range(0, 300), batch: 1));
        Assert.Equal([0, 100, 200], _asked);
    }

    [Fact]
    public async Task A_row_that_moved_back_over_the_edge_is_given_and_the_list_is_read_once_more()
    {
        Keep(new CheckpointMark(0, 200, 300, false, Keys(0, 200)));

        // Row 5 went away, and 300 came in at the end: so the count is the same.
        List<int> rows = await ReadAsync([.. Range(0, 301).Where(static row => row != 5)], expectError: true);
        Assert.Equal(Range(200, 301), rows.Order());
        Assert.Equal([100, 200, 0, 100, 200], _asked);
        Assert.Equal(["The list changed while it was read (301 rows of 300); it is read once more, and rows may come out of order."], _trace.Warnings);
    }

    [Theory]
    [InlineData(true, 300)]
    [InlineData(false, 299)]
    public async Task A_list_that_changed_since_or_before_is_read_once_more(bool wasMoving, int total)
    {
        Keep(new CheckpointMark(0, 200, total, wasMoving, Keys(0, 200)));
        Assert.Equal(Range(200, 300), await ReadAsync(Range(0, 300)));
        Assert.Equal([100, 200, 0, 100, 200], _asked);
        Assert.Single(_trace.Warnings);
    }

    [Fact]
    public async Task Rows_that_went_away_since_are_told_as_that()
    {
        Keep(new CheckpointMark(0, 200, 300, false, Keys(0, 200)));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync(Range(50, 300)));
        Assert.Equal((InsightsError.IncompleteResult, "The list does not add up: 300 different rows came, 250 were promised."), (e.Error, e.Message));
        Assert.StartsWith("Rows went away since they were given: delete the checkpoint", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_are_missing_are_told_as_that()
    {
        Keep(new CheckpointMark(0, 200, 300, false, Keys(0, 200)));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync(Range(0, 299), total: 300));
        Assert.StartsWith("End the window before now", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_page_is_noted_before_it_is_given()
    {
        using (Checkpoint checkpoint = _file.Open())
        {
            await foreach (IReadOnlyList<int> rows in Reader(Range(0, 250), checkpoint, 3, 250).ReadAsync(null, Token))
            {
                checkpoint.Written(rows.Count);
            }
        }

        using Checkpoint again = _file.Open();
        Assert.Equal((3, 300L, 250L, false, 250L), (again.Resume.Batch, again.Resume.Next, again.Resume.Total, again.Resume.IsMoving, again.ResumedRows));
        Assert.Equal(Keys(0, 250), again.Resume.Keys);
        Assert.Equal([(100L, 250L, "rows"), (200, 250, "rows"), (250, 250, "rows")], _trace.Progress.Select(static one => (one.Done, one.Total ?? -1, one.Unit)));
    }

    private List<int> Range(int from, int to) => [.. Enumerable.Range(from, to - from)];

    private static UInt128[] Keys(int from, int to) => [.. Enumerable.Range(from, to - from).Select(static row => (UInt128)(uint)(row + 1))];

    private void Keep(CheckpointMark mark)
    {
        using Checkpoint checkpoint = _file.Open();
        checkpoint.Note(mark);
        checkpoint.Written(mark.Keys.Count);
    }

    private async Task<List<int>> ReadAsync(List<int> list, int batch = 0, int? total = null, bool expectError = false)
    {
        using Checkpoint checkpoint = _file.Open();
        List<int> rows = [];
        Exception? e = await Record.ExceptionAsync(async () =>
        {
            await foreach (IReadOnlyList<int> page in Reader(list, checkpoint, batch, total ?? list.Count).ReadAsync(null, Token))
            {
                rows.AddRange(page);
            }
        });
        return expectError == e is InsightsException { Error: InsightsError.IncompleteResult } || e is null ? rows : throw e;
    }

    private PageReader<int> Reader(List<int> list, Checkpoint checkpoint, int batch, int total) => new(
        (offset, size, _) =>
        {
            _asked.Add(offset);
            int[] rows = [.. list.Skip((int)offset).Take(size)];
            return Task.FromResult(new Page<int>(rows, [.. rows.Select(static row => (UInt128)(uint)(row + 1))], total, size));
        },
        100, 1, "list", new RunContext(_trace))
    {
        Checkpoint = checkpoint,
        Batch = batch,
    };
}
