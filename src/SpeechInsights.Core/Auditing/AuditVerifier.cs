using System.Text;
using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Checks a trail: each line's own hash, the chain, the numbers, and that the end is where the head says.</summary>
internal static class AuditVerifier
{
    /// <param name="path">The trail.</param>
    /// <param name="hasher">With the key where the trail was written with one.</param>
    /// <param name="expectedSequence">A line that must be there, kept elsewhere; or null.</param>
    /// <param name="expectedHash">That line's hash, or the last line's where no number is given; or null.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="doubt">Told where others than this account could have written to the trail.</param>
    public static AuditReport Verify(
        string path, AuditHasher hasher, long? expectedSequence, string? expectedHash, CancellationToken cancellationToken, Action<string>? doubt = null)
    {
        using FileStream? held = FileLock.TryShare(path);
        long count = 0;
        AuditHead last = AuditHead.Start;
        AuditHead before = last;
        bool sawExpected = expectedSequence is null or 0;
        bool sawHash = expectedHash is null;
        RepairCount repairs = new();
        foreach (RawLine line in AuditReader.ReadLines(path, cancellationToken, doubt))
        {
            count++;
            if (Check(line, last, hasher, repairs, out AuditHead next) is { } reason)
            {
                return new AuditReport(path, count, line.Number, reason, last, repairs);
            }

            before = last;
            last = next;
            if (last.Sequence == expectedSequence)
            {
                sawExpected = true;
                if (expectedHash is not null && !Same(expectedHash, last.Hash))
                {
                    return new AuditReport(path, count, line.Number, "ExpectedHashMismatch", last, repairs);
                }

                sawHash = true;
            }
            else if (expectedSequence is null && expectedHash is not null && Same(expectedHash, last.Hash))
            {
                sawHash = true;
            }
        }

        string? end = CheckEnd(path, hasher, count, last, before)
            ?? (!sawExpected ? "ExpectedSequenceMissing" : !sawHash ? "ExpectedHashMismatch" : null);
        long? broken = end is null ? null : count + 1;

        // Whoever has no key can cut the end and the head with it: a repair says that nobody saw where the end was. Only a
        // hash kept elsewhere, of the line just before the repair or a later one, tells that nothing went.
        if (end is null && hasher.IsKeyed && repairs.FirstLostHead is { } lost && !(expectedHash is not null && expectedSequence >= lost.Sequence - 1))
        {
            (broken, end) = (lost.Line, "HeadLost");
        }

        return new AuditReport(path, count, broken, end, last, repairs);
    }

    private static string? Check(RawLine line, AuditHead last, AuditHasher hasher, RepairCount repairs, out AuditHead next)
    {
        next = last;
        if (!line.IsWhole)
        {
            return "TailTorn";
        }

        if (!AuditLine.TrySplit(line.Bytes.Span, out ReadOnlySpan<byte> covered, out string hash)
            || AuditEntryReader.TryRead(line.Bytes.Span) is not { } entry)
        {
            return "LineUnreadable";
        }

        if (covered.IndexOf(Encoding.ASCII.GetBytes($"\"hashAlgorithm\":\"{hasher.Algorithm}\"")) < 0)
        {
            return "AlgorithmMismatch";
        }

        next = new AuditHead(entry.Sequence, hash);
        repairs.Add(entry, line.Number);
        return hasher.Compute(covered) != hash ? "HashMismatch"
            : entry.Sequence != last.Sequence + 1 ? "SequenceBroken"
            : entry.PreviousHash != last.Hash ? "ChainBroken"
            : null;
    }

    private static string? CheckEnd(string path, AuditHasher hasher, long count, AuditHead last, AuditHead before)
    {
        AuditHead? head;
        string? trouble;
        try
        {
            head = AuditHead.Read(path, hasher, out trouble);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return AuditHead.Unreadable;
        }

        return head is null ? (count == 0 && trouble == AuditHead.Missing ? null : trouble)
            : head == last || head == before ? null
            : head.Sequence > last.Sequence ? "TailCut"
            : "HeadMismatch";
    }

    private static bool Same(string expected, string hash) => string.Equals(expected.Trim(), hash, StringComparison.OrdinalIgnoreCase);

}
