using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Reads the lines of a trail, one after the other, while others may append to it.</summary>
internal static class AuditReader
{
    /// <exception cref="InsightsException">PathNotFound, or AuditRecordInvalid where the file can't be read.</exception>
    /// <param name="path">The trail.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="doubt">Told where others than this account could have written to the trail.</param>
    public static IEnumerable<RawLine> ReadLines(string path, CancellationToken cancellationToken, Action<string>? doubt = null)
    {
        using FileStream file = Open(path, out string? trouble);
        if (trouble is not null)
        {
            doubt?.Invoke($"The audit trail {path} {trouble} What it says may be theirs.");
        }

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

    private static FileStream Open(string path, out string? trouble)
    {
        try
        {
            return OwnFile.OpenToRead(path, out trouble);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InsightsException(InsightsError.PathNotFound, $"There is no audit trail at {path}.", "Give -Path, or run a query first.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InsightsException(InsightsError.AuditRecordInvalid, $"The audit trail {path} can't be read: {e.Message}", "Give the path of the file itself, and check who may read it.", path, e);
        }
    }
}
