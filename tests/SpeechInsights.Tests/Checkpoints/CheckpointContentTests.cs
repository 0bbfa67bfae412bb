using System.Text;
using SpeechInsights.Checkpoints;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointContentTests
{
    public static TheoryData<string, byte[]> ForeignFiles() => new()
    {
        { "a table", "InteractionId,AgentId\r\nint-1,agent-1\r\nint-2,agent-2\r\n"u8.ToArray() },
        { "a table of one line", "InteractionId,AgentId"u8.ToArray() },
        { "an audit trail", Encoding.UTF8.GetBytes("{\"timestamp\":\"2026-11-02T09:00:00.000Z\",\"sequence\":1,\"hash\":\"00\"}\n") },
        { "a line break", "\n"u8.ToArray() },
        { "a space", " "u8.ToArray() },
        { "a page without what it belongs to", CheckpointLine.Write(CheckpointMark.Start) },
        { "bytes", [.. Enumerable.Range(0, 256).Select(static b => (byte)b)] },
        { "zeros", new byte[200_000] },
        { "a long line", Encoding.UTF8.GetBytes(new string('{', 200_000) + "\n") },
    };

    [Fact]
    public void Each_cut_leaves_what_was_written_before_it()
    {
        using CheckpointFile file = new();
        List<byte[]> states = file.Fill(3, 1, 2, 4);
        byte[] whole = states[^1];
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            file.Bytes = whole[..cut];
            byte[] left = cut < first ? whole[..first] : states.LastOrDefault(state => state.Length <= cut) ?? whole[..first];
            CheckpointContent expected = CheckpointFile.Read(left);
            using (Checkpoint checkpoint = file.Open())
            {
                Assert.Equal(expected.Rows, checkpoint.ResumedRows);
                Assert.Equal(expected.Last.Keys, checkpoint.Resume.Keys);
                Assert.Equal(expected.Last, checkpoint.Resume with { Keys = expected.Last.Keys });
            }

            Assert.Equal(left, file.Bytes);
        }

        Assert.Equal([3L, 4L, 6L, 10L], states.Select(static state => CheckpointFile.Read(state).Rows));
        Assert.Equal(1, CheckpointFile.Read(whole).Last.Batch);
        Assert.Equal([.. CheckpointFile.Keys(2, 2), .. CheckpointFile.Keys(3, 4)], CheckpointFile.Read(whole).Last.Keys);
    }

    [Fact]
    public void A_run_goes_on_behind_each_cut()
    {
        using CheckpointFile file = new();
        byte[] whole = file.Fill(3, 1)[^1];
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            file.Bytes = whole[..cut];
            long before;
            using (Checkpoint checkpoint = file.Open())
            {
                before = checkpoint.ResumedRows;
                checkpoint.Note(new CheckpointMark(0, 50, 1_000, false, CheckpointFile.Keys(9, 2)));
                checkpoint.Written(2);
            }

            Assert.Equal(before + 2, CheckpointFile.Read(file.Bytes).Rows);
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_takes_no_more_than_the_end_away()
    {
        using CheckpointFile file = new();
        List<byte[]> states = file.Fill(3, 1, 2);
        byte[] whole = states[^1];
        int lastLine = states[^2].Length;
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. whole];
                changed[at] ^= (byte)(1 << bit);

                // A newline that goes makes one line of the last two, one that comes makes two of the last one.
                bool joinsLastLines = at == lastLine - 1;
                bool isRefused = at < lastLine ? !joinsLastLines : changed[at] == (byte)'\n';
                if (isRefused)
                {
                    Assert.Equal("CheckpointInvalid", Assert.Throws<InsightsException>(() => CheckpointFile.Read(changed)).ErrorId);
                    refused++;
                }
                else
                {
                    Assert.Equal(states[joinsLastLines ? 0 : 1].Length, CheckpointFile.Read(changed).Length);
                }
            }
        }

        Assert.InRange(refused, whole.Length, whole.Length * 8);
    }

    [Theory]
    [MemberData(nameof(ForeignFiles))]
    public void Another_file_is_refused_and_left_as_it_is(string what, byte[] bytes)
    {
        using CheckpointFile file = new();
        file.Bytes = bytes;
        InsightsException e = Assert.Throws<InsightsException>(() => file.Open());
        Assert.True(e.ErrorId == "CheckpointInvalid" && e.Hint is { Length: > 0 } && e.Target == file.Path, what);
        Assert.Equal(bytes, file.Bytes);
    }

    [Fact]
    public void A_file_that_a_crash_left_empty_starts_anew()
    {
        using CheckpointFile file = new();
        file.Bytes = [];
        using (Checkpoint checkpoint = file.Open())
        {
            Assert.Equal(0, checkpoint.ResumedRows);
        }

        Assert.Equal(CheckpointLine.Write(CheckpointFile.Scope), file.Bytes);
    }

    [Fact]
    public void The_cut_first_line_of_another_query_is_nobodys_to_finish()
    {
        using CheckpointFile file = new();
        byte[] other = CheckpointLine.Write(CheckpointFile.Scope with { Query = new string('b', 64) });
        file.Bytes = other[..^1];
        Assert.Equal("CheckpointInvalid", Assert.Throws<InsightsException>(() => file.Open()).ErrorId);
        Assert.Equal(other[..^1], file.Bytes);
    }
}
