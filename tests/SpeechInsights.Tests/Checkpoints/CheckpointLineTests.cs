using System.Text;
using SpeechInsights.Checkpoints;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointLineTests
{
    public static TheoryData<int, long, long, bool, int> Marks() => new()
    {
        { 0, 0, 0, false, 0 },
        { 0, 100, 250, false, 100 },
        { 7, long.MaxValue, long.MaxValue, true, 1 },
        { int.MaxValue, 1, 1, true, CheckpointLine.MaximumKeys },
    };

    [Theory]
    [MemberData(nameof(Marks))]
    public void A_page_is_read_as_it_was_written(int batch, long next, long total, bool isMoving, int keys)
    {
        CheckpointMark mark = new(batch, next, total, isMoving, [UInt128.MaxValue, .. CheckpointFile.Keys(0, Math.Max(0, keys - 1))]);
        byte[] line = CheckpointLine.Write(mark);
        Assert.Equal((byte)'\n', line[^1]);
        Assert.Equal(1, line.Count(static b => b == (byte)'\n'));
        Assert.InRange(line.Length, 1, CheckpointLine.MaximumLength);
        CheckpointMark read = CheckpointLine.ReadMark(line.AsSpan(..^1))!;
        Assert.Equal(mark.Keys, read.Keys);
        Assert.Equal(mark, read with { Keys = mark.Keys });
    }

    [Theory]
    [InlineData("client-1")]
    [InlineData(null)]
    [InlineData("a \"quoted\" \u00e9\u4e16 client")]
    public void What_it_belongs_to_is_read_as_it_was_written(string? client)
    {
        CheckpointScope scope = CheckpointFile.Scope with { ClientId = client };
        Assert.Equal(scope, CheckpointLine.ReadScope(CheckpointLine.Write(scope).AsSpan(..^1)));
    }

    [Fact]
    public void A_long_client_id_is_the_same_client()
    {
        CheckpointScope scope = CheckpointFile.Scope with { ClientId = new string('c', 5_000) };
        CheckpointScope read = CheckpointLine.ReadScope(CheckpointLine.Write(scope).AsSpan(..^1))!;
        Assert.Null(scope.Differs(read));
        Assert.InRange(CheckpointFile.Scope.Differs(read)!.Length, 1, 400);
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_known()
    {
        byte[] line = CheckpointLine.Write(new CheckpointMark(1, 200, 250, false, CheckpointFile.Keys(0, 3)))[..^1];
        for (int at = 0; at < line.Length; at++)
        {
            Assert.Null(CheckpointLine.ReadMark(line.AsSpan(..at)));
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. line];
                changed[at] ^= (byte)(1 << bit);
                Assert.Null(CheckpointLine.ReadMark(changed));
            }
        }
    }

    [Theory]
    [InlineData("""{"batch":-1,"next":0,"total":0,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":-1,"total":0,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":0,"total":-1,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":0,"total":0,"moving":null,"keys":""}""")]
    [InlineData("""{"batch":0,"next":0,"total":0,"moving":false,"keys":"AAAA"}""")]
    [InlineData("""{"batch":0,"next":0,"total":0,"moving":false,"keys":"?"}""")]
    [InlineData("""{"batch":0.5,"next":0,"total":0,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":1e40,"total":0,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":0,"moving":false,"keys":""}""")]
    [InlineData("""{"batch":0,"next":0,"total":[[]],"moving":false,"keys":""}""")]
    public void A_right_sum_over_what_is_no_page_is_no_page(string covered) => Assert.Null(CheckpointLine.ReadMark(MendedLine.Of(Encoding.UTF8.GetBytes(covered))));

    [Fact]
    public void The_sum_that_the_test_mends_is_the_right_one() =>
        Assert.NotNull(CheckpointLine.ReadMark(MendedLine.Of("""{"batch":0,"next":0,"total":0,"moving":false,"keys":""}"""u8.ToArray())));
}
