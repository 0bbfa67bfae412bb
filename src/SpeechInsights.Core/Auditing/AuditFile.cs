using System.Globalization;
using System.Text;
using System.Text.Json;
using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>
/// The trail's file. Several processes may append: each line is one write under a lock, chained to the line before.
/// </summary>
internal sealed class AuditFile(string path, AuditHasher hasher)
{
    private const string RepairCommand = "AuditRepair";

    /// <summary>The path, absolute.</summary>
    public string Path => path;

    public AuditHasher Hasher => hasher;

    /// <summary>Appends a line. A write that fails half-way is cut back.</summary>
    /// <exception cref="InsightsException">AuditWriteFailed: nothing was written.</exception>
    public void Append(AuditRecord record)
    {
        try
        {
            string? folder = System.IO.Path.GetDirectoryName(path);
            if (!string.IsNullOrEmpty(folder))
            {
                Directory.CreateDirectory(folder);
            }

            using FileStream held = AuditLock.Take(path);
            using FileStream file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            AuditHead head = FindEnd(file, record.Timestamp);
            AppendLine(file, record, head);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InsightsException(
                InsightsError.AuditWriteFailed,
                $"The audit trail {path} can't be written: {e.Message}",
                "Give a path that this account may write to, with -AuditPath at Connect-GenesysInsights or in SPEECHINSIGHTS_AUDIT_PATH.",
                path,
                e);
        }
    }

    private AuditHead AppendLine(FileStream file, AuditRecord record, AuditHead head)
    {
        (ReadOnlyMemory<byte> line, string hash) = AuditLine.Create(record, head.Sequence + 1, head.Hash, hasher);
        long end = file.Length;
        file.Seek(end, SeekOrigin.Begin);
        try
        {
            file.Write(line.Span);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            file.SetLength(end);
            throw;
        }

        AuditHead next = new(head.Sequence + 1, hash);
        next.Write(path, hasher);
        return next;
    }

    // Where file and head disagree the new line goes on from what proves the loss: a gap stays for the verifier to find.
    private AuditHead FindEnd(FileStream file, DateTimeOffset now)
    {
        string? torn = MoveTornTailAside(file);
        AuditHead? kept = AuditHead.Read(path, hasher);
        AuditHead? last = file.Length == 0 ? AuditHead.Start : ReadLast(file, out string previousHash) is { } found
            && (kept is null || found == kept || (found.Sequence == kept.Sequence + 1 && previousHash == kept.Hash)) ? found : null;
        AuditHead head = last is not null && (kept is null || last.Sequence >= kept.Sequence) ? last : kept ?? AuditHead.Start;
        string? trouble = torn is not null ? "TornTail"
            : last is null ? "EndUnreadable"
            : kept is null && file.Length > 0 ? "HeadMissing"
            : null;
        return trouble is null
            ? head
            : AppendLine(
                file,
                new AuditRecord { Timestamp = now, Command = RepairCommand, Status = AuditStatus.Repaired, Error = trouble, Query = new AuditQuery { Target = torn } },
                head);
    }

    private string? MoveTornTailAside(FileStream file)
    {
        if (file.Length == 0)
        {
            return null;
        }

        long end = LastNewline(file, file.Length) + 1;
        if (end == file.Length)
        {
            return null;
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"{path}.torn-{file.Length}");
        using (FileStream aside = PrivateFile.Open(name, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Seek(end, SeekOrigin.Begin);
            file.CopyTo(aside);
        }

        file.SetLength(end);
        return System.IO.Path.GetFileName(name);
    }

    private static AuditHead? ReadLast(FileStream file, out string previousHash)
    {
        previousHash = "";
        long start = LastNewline(file, file.Length - 1) + 1;
        long length = file.Length - 1 - start;
        if (length is <= 0 or > AuditLine.MaximumLength)
        {
            return null;
        }

        byte[] line = new byte[length];
        file.Seek(start, SeekOrigin.Begin);
        file.ReadExactly(line);
        try
        {
            AuditEntry? entry = AuditEntryReader.TryRead(line);
            previousHash = entry?.PreviousHash ?? "";
            return entry is null ? null : new AuditHead(entry.Sequence, entry.Hash);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long LastNewline(FileStream file, long before)
    {
        byte[] block = new byte[4096];
        while (before > 0)
        {
            int size = (int)Math.Min(block.Length, before);
            file.Seek(before - size, SeekOrigin.Begin);
            file.ReadExactly(block, 0, size);
            int at = Array.LastIndexOf(block, (byte)'\n', size - 1, size);
            if (at >= 0)
            {
                return before - size + at;
            }

            before -= size;
        }

        return -1;
    }
}
