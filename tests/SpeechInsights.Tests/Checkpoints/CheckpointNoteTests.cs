using SpeechInsights.Checkpoints;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

/// <summary>What is noted of pages and rows, and what the next run finds of it.</summary>
public sealed class CheckpointNoteTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly InsightQuery s_query = new(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Platform);

    private readonly CheckpointFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_row_that_was_kept_is_not_taken_again_and_one_that_was_not_is()
    {
        using (Checkpoint first = _file.Open())
        {
            Assert.Equal(["a", "b", "c"], Ids(first.Take(Rows("a", "b", "c"))));
            first.Written(3);
            Assert.Equal(["d"], Ids(first.Take(Rows("d"))));
        }

        using (Checkpoint second = _file.Open())
        {
            Assert.Equal(3, second.ResumedRows);
            Assert.Equal(["d", "e"], Ids(second.Take(Rows("a", "d", "b", "e", "c"))));
            second.Written(2);
            Assert.Empty(second.Take(Rows("a")));
        }

        using Checkpoint third = _file.Open();
        Assert.Equal(5, third.ResumedRows);
        Assert.Equal(Rows("a", "b", "c", "d", "e").Select(static row => row.Key), third.Resume.Keys);
        Assert.Empty(third.Take(Rows("a", "b", "c", "d", "e")));
    }

    [Fact]
    public void A_page_that_breaks_in_a_new_batch_is_read_from_that_batchs_start()
    {
        using (Checkpoint first = _file.Open())
        {
            first.Note(new CheckpointMark(0, 5_000, 5_000, false, Keys(0, 10)));
            first.Written(10);
            first.Note(new CheckpointMark(1, 1_500, 1_500, false, Keys(10, 1_500)));
            first.Written(1_000);
        }

        using Checkpoint second = _file.Open();
        Assert.Equal((1, 0L, 1_010L), (second.Resume.Batch, second.Resume.Next, second.ResumedRows));
        Assert.Equal(Keys(10, 1_000), second.Resume.Keys);
    }

    [Fact]
    public void A_page_that_breaks_in_the_same_batch_is_read_from_where_the_last_one_ended()
    {
        using (Checkpoint first = _file.Open())
        {
            first.Note(new CheckpointMark(2, 100, 5_000, false, Keys(0, 100)));
            first.Note(new CheckpointMark(2, 2_600, 5_000, true, Keys(100, 2_500)));
            first.Written(100);
            first.Written(2_000);
        }

        using (Checkpoint second = _file.Open())
        {
            Assert.Equal((2, 100L, 2_100L, false), (second.Resume.Batch, second.Resume.Next, second.ResumedRows, second.Resume.IsMoving));
            Assert.Equal(Keys(0, 2_100), second.Resume.Keys);
            second.Note(new CheckpointMark(2, 2_600, 5_000, true, Keys(2_100, 500)));
            second.Written(500);
        }

        using Checkpoint third = _file.Open();
        Assert.Equal((2, 2_600L, 2_600L, true), (third.Resume.Batch, third.Resume.Next, third.ResumedRows, third.Resume.IsMoving));
        Assert.Equal(2_600, third.Resume.Keys.Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_001, 2)]
    [InlineData(2_000, 2)]
    [InlineData(2_001, 3)]
    public void A_line_holds_a_thousand_keys(int rows, int lines)
    {
        using (Checkpoint first = _file.Open())
        {
            first.Note(new CheckpointMark(0, rows, rows, false, Keys(0, rows)));
            first.Written(rows);
        }

        Assert.Equal(1 + lines, File.ReadAllLines(_file.Path).Length);
        using Checkpoint second = _file.Open();
        Assert.Equal(((long)rows, (long)rows), (second.Resume.Next, second.ResumedRows));
        Assert.Equal(Keys(0, rows), second.Resume.Keys);
    }

    [Fact]
    public void A_page_without_rows_moves_the_place()
    {
        using (Checkpoint first = _file.Open())
        {
            first.Note(new CheckpointMark(0, 100, 300, false, Keys(0, 100)));
            first.Note(new CheckpointMark(0, 200, 300, true, []));
            first.Written(99);
            first.Written(1);
        }

        using Checkpoint second = _file.Open();
        Assert.Equal((200L, true, 100L), (second.Resume.Next, second.Resume.IsMoving, second.ResumedRows));
        Assert.Equal(Keys(0, 100), second.Resume.Keys);
    }

    private static UInt128[] Keys(int from, int count) => [.. Enumerable.Range(from, count).Select(static row => (UInt128)(uint)(row + 1))];

    private static SpeechInsight[] Rows(params string[] ids) => [.. ids.Select(static id => new SpeechInsight(s_query, id, null, null, null, null))];

    private static IEnumerable<string> Ids(IEnumerable<SpeechInsight> rows) => rows.Select(static row => row.InteractionId);
}
