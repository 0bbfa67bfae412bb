using SpeechInsights.Tests.Processes;

namespace SpeechInsights.Tests.Auditing;

/// <summary>A place in an append at which a process is killed: a line of docs/faults.md.</summary>
/// <param name="Step">The place, as the other process knows it.</param>
/// <param name="Name">The place, in words.</param>
/// <param name="Before">What the verifier says of what was left; null where it is valid.</param>
/// <param name="Interrupted">Runs that have a start and no end.</param>
/// <param name="Repair">What the next writer says that it mended, or null.</param>
internal sealed record AuditDeath(string Step, string Name, string? Before, int Interrupted, string? Repair)
{
    public static readonly AuditDeath[] All =
    [
        new("Locked", "the lock is held, nothing is written", null, 0, null),
        new(OtherProcess.HalfLine, "half the line is written", "TailTorn", 0, "TornTail"),
        new("LineWritten", "the line is written, its head not", null, 1, null),
        new("HeadDrafted", "the new head lies beside the old one", null, 1, null),
        new("HeadReplaced", "all is done but giving the lock back", null, 1, null),
        new("TailCopied", "while mending: the torn tail lies aside", "TailTorn", 0, "TornTail") { IsTornBefore = true },
        new("LineWritten", "while mending: the line that says so is written, its head not", null, 0, "TornTail") { IsTornBefore = true },
        new("HeadReplaced", "while mending: the line that says so is there, the run's own is not", null, 0, "TornTail") { IsTornBefore = true },
    ];

    /// <summary>Whether an earlier writer had died in the middle of a line.</summary>
    public bool IsTornBefore { get; init; }
}
