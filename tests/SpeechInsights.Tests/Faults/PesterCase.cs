namespace SpeechInsights.Tests.Faults;

/// <summary>A fault that is shown in PowerShell itself: a line of docs/faults.md.</summary>
/// <param name="File">The file below tests/Pester, without its ending.</param>
/// <param name="Test">The test's name, as it stands there.</param>
internal sealed record PesterCase(string File, string Test)
{
    public static readonly PesterCase[] All =
    [
        new("Parallel", "sixteen on one session under faults: each has the whole result, with one token"),
        new("Parallel", "one renews a token that was refused, whoever asks"),
        new("Parallel", "sixteen on one audit file: every line is there, and the chain holds"),
        new("Parallel", "several processes on one audit file do too"),
        new("AuditFaults", "what reads says it once and goes on: the whole result"),
        new("AuditFaults", "lost in mid-run, it is said at the end"),
        new("AuditFaults", "lost in mid-run, a failure is the failure that it was"),
        new("AuditFaults", "<Command> changes nothing: AuditWriteFailed"),
        new("Troubles", "a run that was killed left nothing: its start is there, shown as Interrupted"),
        new("Cancellation", "before the headers of an answer"),
        new("Cancellation", "in a body that stalls"),
        new("Cancellation", "in the wait before a repeat"),
        new("Cancellation", "between pages, while a row is looked at"),
        new("Cancellation", "between pages, while the next one is waited for"),
        new("Cancellation", "while the token is fetched"),
        new("Cancellation", "in the pipeline: nothing is registered"),
        new("Cancellation", "in <Command>"),
        new("Connect-GenesysInsights", "<Id> for <Kind> of the token endpoint"),
        new("Connect-GenesysInsights", "ConnectionFailed where nobody listens"),
        new("Connect-GenesysInsights", "CertificateInvalid where the server''s certificate is not trusted"),
        new("Connect-GenesysInsights", "takes what Get-Secret of SecretManagement gives: <Kind>"),
    ];

    /// <summary>The name as it reads.</summary>
    public string Name => Test.Replace("''", "'", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
