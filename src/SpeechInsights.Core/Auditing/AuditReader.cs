using System.Buffers;

namespace SpeechInsights.Auditing;

/// <summary>Reads the lines of a trail, one after the other, while others may append to it.</summary>
internal static class AuditReader
{
    /// <summary>A line as it stands in the file.</summary>
    /// <param name="Number">From 1.</param>
    /// <param name="Bytes">Without the newline; empty where the line is longer than any line of the trail.</param>
    /// <param name="IsWhole">Whether a newline ended it.</param>
    public readonly record struct RawLine(long Number, ReadOnlyMemory<byte> Bytes, bool IsWhole);

    /// <exception cref="InsightsException">PathNotFound, or AuditRecordInvalid where the file can't be read.</exception>
    public static IEnumerable<RawLine> ReadLines(string path, CancellationToken cancellationToken)
    {
        using FileStream file = Open(path);
        byte[] buffer = new byte[64 * 1024];
        ArrayBufferWriter<byte> line = new(1024);
        long number = 1;
        bool tooLong = false;
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = 0;
            while (start < read)
            {
                int at = buffer.AsSpan(start, read - start).IndexOf((byte)'\n');
                int length = at < 0 ? read - start : at;
                tooLong |= line.WrittenCount + length > AuditLine.MaximumLength;
                if (!tooLong)
                {
                    line.Write(buffer.AsSpan(start, length));
                }

                start += length + 1;
                if (at >= 0)
                {
                    yield return new RawLine(number++, tooLong ? default : line.WrittenMemory, true);
                    line.ResetWrittenCount();
                    tooLong = false;
                }
            }
        }

        if (line.WrittenCount > 0 || tooLong)
        {
            yield return new RawLine(number, tooLong ? default : line.WrittenMemory, false);
        }
    }

    /// <summary>The runs that have a start and no end.</summary>
    public static HashSet<Guid> FindInterrupted(string path, CancellationToken cancellationToken)
    {
        HashSet<Guid> open = [];
        foreach (RawLine line in ReadLines(path, cancellationToken))
        {
            if (AuditEntryReader.TryRead(line.Bytes.Span) is { RunId: { } run } entry)
            {
                _ = entry.Status == AuditStatus.Started ? open.Add(run) : open.Remove(run);
            }
        }

        return open;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InsightsException(InsightsError.PathNotFound, $"There is no audit trail at {path}.", "Give -Path, or run a query first.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InsightsException(InsightsError.AuditRecordInvalid, $"The audit trail {path} can't be read: {e.Message}", "Check who may read it.", path, e);
        }
    }
}
