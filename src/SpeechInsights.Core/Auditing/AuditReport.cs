using System.Globalization;
using SpeechInsights.Auditing;

namespace SpeechInsights;

/// <summary>What checking an audit trail found.</summary>
public sealed class AuditReport
{
    internal AuditReport(string path, long entryCount, long? firstBroken, string? reason, AuditHead last, RepairCount repairs)
    {
        Path = path;
        EntryCount = entryCount;
        FirstBroken = firstBroken;
        Reason = reason;
        LastSequence = last.Sequence;
        LastHash = last.Hash;
        RepairCount = repairs.Count;
        Repairs = [.. repairs.Reasons.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} ({pair.Value})"))];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether nothing was found. What no chain can find is told in about_SpeechInsights_Audit.</summary>
    public bool IsValid => Reason is null;

    /// <summary>Lines that were read.</summary>
    public long EntryCount { get; }

    /// <summary>The first line, from 1, that is not as it was written; one more than the last where the end is cut; or null.</summary>
    public long? FirstBroken { get; }

    /// <summary>
    /// What is wrong: LineUnreadable, HashMismatch, ChainBroken, SequenceBroken, TailTorn, TailCut, HeadMissing,
    /// HeadUnreadable, HeadLost, HeadMismatch, AlgorithmMismatch, ExpectedSequenceMissing, ExpectedHashMismatch; or null.
    /// </summary>
    public string? Reason { get; }

    /// <summary>Repairs among the lines: each says that a crash, or somebody, had left the trail's end in disorder.</summary>
    public long RepairCount { get; }

    /// <summary>What the repairs found and how often, such as 'TornTail (2)': TornTail, EndUnreadable, HeadMissing, HeadUnreadable.</summary>
    public string[] Repairs { get; }

    /// <summary>The last good line's number; keep it elsewhere for -ExpectedSequence.</summary>
    public long LastSequence { get; }

    /// <summary>The last good line's hash; keep it elsewhere for -ExpectedHash.</summary>
    public string LastHash { get; }

    /// <inheritdoc/>
    public override string ToString() => IsValid ? $"{EntryCount} entries, valid" : $"line {FirstBroken}: {Reason}";
}
