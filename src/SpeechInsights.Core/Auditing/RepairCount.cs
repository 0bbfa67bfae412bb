namespace SpeechInsights.Auditing;

/// <summary>The repairs that a check has met.</summary>
internal sealed class RepairCount
{
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>The first line that says the chain's end was lost.</summary>
    public (long Line, long Sequence)? FirstLostHead { get; private set; }

    /// <summary>Each reason and how often it stands in a repair.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    public void Add(AuditEntry entry, long line)
    {
        string[] reasons = AuditRepair.ReasonsOf(entry);
        if (reasons.Length == 0)
        {
            return;
        }

        Count++;
        foreach (string reason in reasons)
        {
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }

        if (AuditRepair.LostHead(reasons))
        {
            FirstLostHead ??= (line, entry.Sequence);
        }
    }
}
