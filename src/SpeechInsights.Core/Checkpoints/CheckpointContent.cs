using SpeechInsights.Files;

namespace SpeechInsights.Checkpoints;

/// <summary>What a checkpoint's file holds.</summary>
/// <param name="Last">The last place, with all keys of its batch.</param>
/// <param name="Rows">Rows that were written, in all.</param>
/// <param name="Length">How many of the file's bytes are good; what is behind them was cut off while it was written.</param>
internal sealed record CheckpointContent(CheckpointMark Last, long Rows, long Length)
{
    /// <exception cref="InsightsException">CheckpointMismatch, or CheckpointInvalid where it is no checkpoint or was changed.</exception>
    public static CheckpointContent Read(Stream file, string path, CheckpointScope scope)
    {
        CheckpointMark last = CheckpointMark.Start;
        List<UInt128> keys = [];
        long rows = 0;
        long length = 0;
        long? broken = null;

        // A device has no length, and may have no end.
        IEnumerable<RawLine> lines = file.Length == 0 ? [] : LineReader.Read(file, CheckpointLine.MaximumLength, CancellationToken.None);
        foreach (RawLine line in lines)
        {
            if (broken is { } number)
            {
                throw Invalid(path, number);
            }

            if (line.Number == 1)
            {
                CheckScope(line, path, scope);
            }

            CheckpointMark? mark = line.Number > 1 && line.IsWhole ? CheckpointLine.ReadMark(line.Bytes.Span) : null;
            if (!line.IsWhole || (mark is null && line.Number > 1))
            {
                broken = line.Number;
                continue;
            }

            length += line.Bytes.Length + 1;
            if (mark is null)
            {
                continue;
            }

            if (mark.Batch != last.Batch)
            {
                keys.Clear();
            }

            keys.AddRange(mark.Keys);
            rows += mark.Keys.Count;
            last = mark;
        }

        return new CheckpointContent(last with { Keys = keys }, rows, length);
    }

    private static void CheckScope(RawLine line, string path, CheckpointScope scope)
    {
        // Only what this very run would write may be finished; any other file is somebody's.
        if (!line.IsWhole && !line.Bytes.IsEmpty && CheckpointLine.Write(scope).AsSpan().StartsWith(line.Bytes.Span))
        {
            return;
        }

        CheckpointScope found = line.IsWhole && CheckpointLine.ReadScope(line.Bytes.Span) is { } read ? read : throw Invalid(path, 1);
        if (scope.Differs(found) is { } what)
        {
            throw new InsightsException(
                InsightsError.CheckpointMismatch,
                $"The checkpoint {path} belongs to {what}.",
                "Give the path of another file, or delete it to start anew.",
                path);
        }
    }

    private static InsightsException Invalid(string path, long line) => new(
        InsightsError.CheckpointInvalid,
        $"Line {line} of {path} is none of a checkpoint's.",
        "Give the path of another file; a checkpoint that was damaged can only be deleted, to start anew.",
        path);
}
