using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Reads the lines of a trail, one after the other, while others may append to it.</summary>
internal static class AuditReader
{
    /// <exception cref="InsightsException">PathNotFound, or AuditRecordInvalid where the file can't be read.</exception>
    public static IEnumerable<RawLine> ReadLines(string path, CancellationToken cancellationToken)
    {
        using FileStream file = Open(path);
        foreach (RawLine line in LineReader.Read(file, AuditLine.MaximumLength, cancellationToken))
        {
            yield return line;
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
