namespace SpeechInsights.Auditing;

/// <summary>The line that says a trail was mended before it was written on.</summary>
internal static class AuditRepair
{
    /// <summary>What stands in the line's place of a cmdlet.</summary>
    public const string Command = "AuditRepair";

    /// <summary>Stands between what was wrong: TornTail, EndUnreadable, HeadMissing or HeadUnreadable.</summary>
    public const char Separator = ',';

    /// <summary>What was wrong; empty where the line is no repair.</summary>
    public static string[] ReasonsOf(AuditEntry entry) =>
        entry.Status == AuditStatus.Repaired && entry.Command == Command ? entry.Error?.Split(Separator) ?? [] : [];

    /// <summary>Whether the end of the chain could not be proven when the line was written.</summary>
    public static bool LostHead(string[] reasons) => reasons.Contains(AuditHead.Missing) || reasons.Contains(AuditHead.Unreadable);
}
