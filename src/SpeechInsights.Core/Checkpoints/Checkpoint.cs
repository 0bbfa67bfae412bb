using System.Collections.Concurrent;
using SpeechInsights.Files;
using SpeechInsights.Insights;

namespace SpeechInsights.Checkpoints;

/// <summary>
/// Keeps in a file how far the rows of a query were written, so that it can go on where it broke. Pages are noted as they
/// are read, and kept once all their rows were written: no row is lost, and only those of the page under way come again.
/// </summary>
/// <remarks>
/// Lines are only added, so that a page costs as much in the thousandth as in the first. One that was cut off by a crash has
/// no sum and is left out. It is written through to the system, not to the disk: after a power failure more pages may come again.
/// </remarks>
internal sealed class Checkpoint : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ConcurrentQueue<(long Rows, byte[] Line)> _noted = new();
    private HashSet<UInt128>? _known;
    private CheckpointMark _last;
    private long _notedRows;
    private long _writtenRows;

    private Checkpoint(string path, FileStream file, CheckpointMark last, long rows)
    {
        _path = path;
        _file = file;
        _last = last;
        Resume = last;
        ResumedRows = rows;
    }

    /// <summary>Where to go on: the place, and all keys of its batch.</summary>
    public CheckpointMark Resume { get; }

    /// <summary>Rows that earlier runs have written.</summary>
    public long ResumedRows { get; }

    /// <summary>Opens a checkpoint, or makes one; nobody else may have it open.</summary>
    /// <exception cref="InsightsException">CheckpointMismatch, CheckpointInvalid or CheckpointWriteFailed.</exception>
    public static Checkpoint Open(string path, CheckpointScope scope)
    {
        FileStream? file = null;
        try
        {
            file = OwnFile.OpenOrCreate(path, FileShare.None);
            CheckpointContent content = CheckpointContent.Read(file, path, scope);
            file.SetLength(content.Length);
            file.Seek(0, SeekOrigin.End);
            if (content.Length == 0)
            {
                file.Write(CheckpointLine.Write(scope));
            }

            Checkpoint checkpoint = new(path, file, content.Last, content.Rows);
            file = null;
            return checkpoint;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Failed(path, e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>The rows that no earlier run has written, noted; for lists that have no offset.</summary>
    public IReadOnlyList<SpeechInsight> Take(IReadOnlyList<SpeechInsight> rows)
    {
        _known ??= [.. Resume.Keys];
        List<SpeechInsight> fresh = new(rows.Count);
        List<UInt128> keys = new(rows.Count);
        foreach (SpeechInsight row in rows)
        {
            UInt128 key = row.Key;
            if (!_known.Contains(key))
            {
                fresh.Add(row);
                keys.Add(key);
            }
        }

        Note(CheckpointMark.Start with { Keys = keys });
        return fresh;
    }

    /// <summary>A page's rows are about to be given; call it before they are, in their order.</summary>
    public void Note(CheckpointMark page)
    {
        // Until its last row is written a page's place must not be passed.
        for (int i = 0; page.Keys.Count - i > CheckpointLine.MaximumKeys; i += CheckpointLine.MaximumKeys)
        {
            Enqueue(_last with { Batch = page.Batch, Next = page.Batch == _last.Batch ? _last.Next : 0, Keys = [.. page.Keys.Skip(i).Take(CheckpointLine.MaximumKeys)] });
        }

        int rest = page.Keys.Count == 0 ? 0 : ((page.Keys.Count - 1) % CheckpointLine.MaximumKeys) + 1;
        Enqueue(page with { Keys = [.. page.Keys.TakeLast(rest)] });
        _last = page;
    }

    /// <summary>So many more rows were written, in the order in which they were noted.</summary>
    /// <exception cref="InsightsException">CheckpointWriteFailed.</exception>
    public void Written(int rows)
    {
        _writtenRows += rows;
        List<byte> lines = [];
        while (_noted.TryPeek(out (long Rows, byte[] Line) next) && next.Rows <= _writtenRows)
        {
            lines.AddRange(next.Line);
            _noted.TryDequeue(out _);
        }

        if (lines.Count == 0)
        {
            return;
        }

        try
        {
            _file.Write([.. lines]);
        }
        catch (IOException e)
        {
            throw Failed(_path, e);
        }
    }

    /// <summary>All rows were written: the next run starts anew.</summary>
    /// <exception cref="InsightsException">CheckpointWriteFailed.</exception>
    public void Complete()
    {
        Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InsightsException(
                InsightsError.CheckpointWriteFailed,
                $"All rows were given, but the checkpoint {_path} can't be deleted: {e.Message}",
                "Delete it: with it the next run would give no rows.",
                _path,
                e);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Enqueue(CheckpointMark mark)
    {
        _notedRows += mark.Keys.Count;
        _noted.Enqueue((_notedRows, CheckpointLine.Write(mark)));
    }

    private static InsightsException Failed(string path, Exception e) => new(
        InsightsError.CheckpointWriteFailed,
        $"The checkpoint {path} can't be written: {e.Message}",
        "Give the path of a file that this account, and no other, may write to and no other run has open. Rows that were given stay good.",
        path,
        e);
}
