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
    /// <summary>The path, absolute.</summary>
    public string Path => path;

    public AuditHasher Hasher => hasher;

    /// <summary>Told at each step of an append; tests end the process there.</summary>
    public Action<AuditStep>? OnStep { get; init; }

    /// <summary>Appends a line. A write that fails half-way is cut back.</summary>
    /// <remarks>.NET tells that a file may not grow any more (EFBIG) by an ArgumentOutOfRangeException.</remarks>
    /// <exception cref="InsightsException">AuditWriteFailed: nothing was written.</exception>
    public void Append(AuditRecord record)
    {
        try
        {
            string? folder = System.IO.Path.GetDirectoryName(path);
            if (!string.IsNullOrEmpty(folder))
            {
                OwnFile.CreateFolder(folder);
            }

            using FileStream held = FileLock.Take(path);
            OnStep?.Invoke(AuditStep.Locked);
            using FileStream file = OwnFile.OpenOrCreate(path, FileShare.ReadWrite | FileShare.Delete);
            AuditHead head = FindEnd(file, record.Timestamp);
            AppendLine(file, record, head, file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new InsightsException(
                InsightsError.AuditWriteFailed,
                $"The audit trail {path} can't be written: {e.Message}",
                "Give a path in a folder that this account, and no other, may write to, with -AuditPath at Connect-GenesysInsights or in SPEECHINSIGHTS_AUDIT_PATH.",
                path,
                e);
        }
    }

    // A line whose head can't be written goes with it: two lines ahead of the head could not be told from forged ones.
    private AuditHead AppendLine(FileStream file, AuditRecord record, AuditHead head, long end)
    {
        (ReadOnlyMemory<byte> line, string hash) = AuditLine.Create(record, head.Sequence + 1, head.Hash, hasher);
        AuditHead next = new(head.Sequence + 1, hash);
        file.Seek(end, SeekOrigin.Begin);
        try
        {
            file.Write(line.Span);
            if (file.Length > end + line.Length)
            {
                file.SetLength(end + line.Length);
            }

            file.Flush(flushToDisk: true);
            OnStep?.Invoke(AuditStep.LineWritten);
            next.Write(path, hasher, () => OnStep?.Invoke(AuditStep.HeadDrafted));
        }
        catch
        {
            file.SetLength(end);
            throw;
        }

        OnStep?.Invoke(AuditStep.HeadReplaced);
        return next;
    }

    // Where file and head disagree the new line goes on from what proves the loss: a gap stays for the verifier to find.
    private AuditHead FindEnd(FileStream file, DateTimeOffset now)
    {
        long end = LastNewline(file, file.Length) + 1;
        string? torn = end == file.Length ? null : CopyTornTail(file, end);
        AuditHead? kept = AuditHead.Read(path, hasher, out string? headTrouble);
        AuditHead? last = end == 0 ? AuditHead.Start : ReadLast(file, end, out string previousHash) is { } found
            && (kept is null || found == kept || (found.Sequence == kept.Sequence + 1 && previousHash == kept.Hash)) ? found : null;
        AuditHead head = last is not null && (kept is null || last.Sequence >= kept.Sequence) ? last : kept ?? AuditHead.Start;
        if (last is not null && kept is not null && last.Sequence > kept.Sequence)
        {
            OwnFile.DeleteDrafts(AuditHead.NameOf(path));
        }

        // All that is wrong, not only the first: one trouble must not hide another.
        string[] troubles =
        [
            .. torn is null ? Array.Empty<string>() : ["TornTail"],
            .. last is null ? ["EndUnreadable"] : Array.Empty<string>(),
            .. headTrouble is null || (headTrouble == AuditHead.Missing && file.Length == 0) ? Array.Empty<string>() : [headTrouble],
        ];
        return troubles.Length == 0
            ? head
            : AppendLine(
                file,
                new AuditRecord
                {
                    Timestamp = now,
                    Command = AuditRepair.Command,
                    Status = AuditStatus.Repaired,
                    Error = string.Join(AuditRepair.Separator, troubles),
                    Query = new AuditQuery { Target = torn },
                },
                head,
                end);
    }

    // The line that says so is written over the tail: cut first, a process killed in between would leave nobody to say it.
    private string CopyTornTail(FileStream file, long start)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{path}.torn-{start}-{OwnFile.RandomName()}");
        using (FileStream aside = OwnFile.CreateNew(name))
        {
            file.Seek(start, SeekOrigin.Begin);
            file.CopyTo(aside);
        }

        OnStep?.Invoke(AuditStep.TailCopied);
        return System.IO.Path.GetFileName(name);
    }

    private static AuditHead? ReadLast(FileStream file, long end, out string previousHash)
    {
        previousHash = "";
        long start = LastNewline(file, end - 1) + 1;
        long length = end - 1 - start;
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
