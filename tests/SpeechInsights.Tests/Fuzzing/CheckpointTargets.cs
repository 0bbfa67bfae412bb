using System.Text;
using SpeechInsights.Checkpoints;
using SpeechInsights.Tests.Checkpoints;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads a checkpoint, which a crash may have cut off and anybody may have written to.</summary>
internal static class CheckpointTargets
{
    private static readonly CheckpointScope s_scope = CheckpointFile.Scope;

    private static readonly byte[] s_first = CheckpointLine.Write(s_scope);

    private static readonly byte[] s_page = CheckpointLine.Write(new CheckpointMark(0, 100, 250, false, CheckpointFile.Keys(0, 3)));

    private static readonly string s_file = Encoding.UTF8.GetString(
        [.. s_first, .. s_page, .. CheckpointLine.Write(new CheckpointMark(0, 200, 250, true, [])), .. CheckpointLine.Write(new CheckpointMark(1, 100, 90, false, CheckpointFile.Keys(1, 2)))]);

    private static readonly Predicate<Exception> s_refusal = Refusal.Api("CheckpointInvalid", "CheckpointMismatch");

    public static IEnumerable<FuzzTarget> All =>
    [
        FuzzTarget.Of("checkpoint", [s_file, Encoding.UTF8.GetString(s_first)], ReadFile, static _ => { }, s_refusal),
        FuzzTarget.Of("checkpoint, sums mended", [s_file], static input => ReadFile(Mend(input)), static _ => { }, s_refusal),
        FuzzTarget.Of("checkpoint page", [Line(s_page)], static input => CheckpointLine.ReadMark(input), Check, Refusal.None),
        FuzzTarget.Of("checkpoint page, sum mended", [Line(s_page)], static input => CheckpointLine.ReadMark(MendedLine.Of(input)), Check, Refusal.None),
        FuzzTarget.Of("checkpoint scope, sum mended", [Line(s_first)], static input => CheckpointLine.ReadScope(MendedLine.Of(input)), Check, Refusal.None),
    ];

    private static string Line(byte[] line) => Encoding.UTF8.GetString(line.AsSpan(..^1));

    private static CheckpointContent? ReadFile(byte[] input)
    {
        using MemoryStream stream = new(input);
        CheckpointContent content = CheckpointContent.Read(stream, "c", s_scope);
        Assert.InRange(content.Length, 0, input.Length);
        Assert.True(content.Length == 0 || input[content.Length - 1] == (byte)'\n', "it is cut within a line");
        Assert.True(content.Rows >= content.Last.Keys.Count, "more keys than rows");
        Check(content.Last);

        // What is left once the end is cut off says the same again.
        using MemoryStream left = new(input[..(int)content.Length]);
        CheckpointContent again = CheckpointContent.Read(left, "c", s_scope);
        Assert.Equal((content.Length, content.Rows, content.Last.Next, content.Last.Batch), (again.Length, again.Rows, again.Last.Next, again.Last.Batch));
        return content;
    }

    private static byte[] Mend(byte[] input)
    {
        List<byte> mended = [];
        int start = 0;
        while (start < input.Length)
        {
            int end = Array.IndexOf(input, (byte)'\n', start);
            mended.AddRange(MendedLine.Of(input[start..(end < 0 ? input.Length : end)]));
            mended.AddRange(end < 0 ? [] : "\n"u8);
            start = end < 0 ? input.Length : end + 1;
        }

        return [.. mended];
    }

    private static void Check(CheckpointMark mark) =>
        Assert.True(mark.Batch >= 0 && mark.Next >= 0 && mark.Total >= 0 && mark.Keys is not null, "a place that is none");

    private static void Check(CheckpointScope scope)
    {
        Assert.True(scope.Query.Length == 64 && scope.Host.Length > 0, "a scope that is none");
        Assert.True(Sane.IsPrintable(s_scope.Differs(scope)), "what differs is not fit for a terminal");
    }
}
