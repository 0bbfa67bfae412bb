using System.Management.Automation;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;

namespace SpeechInsights.Commands;

/// <summary>Checks that an audit trail is as it was written.</summary>
[Cmdlet(VerbsDiagnostic.Test, "InsightAudit")]
[OutputType(typeof(AuditReport), typeof(bool))]
public sealed class TestInsightAuditCommand : InsightsCommand
{
    /// <summary>The trail; by default that of the session, then the usual place.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AuditPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The number of a line that must be there, kept elsewhere.</summary>
    [Parameter]
    public long ExpectedSequence { get; set; }

    /// <summary>The hash of that line, kept elsewhere.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExpectedHash { get; set; }

    /// <summary>The key that the trail was written with.</summary>
    [Parameter]
    public SecureString? AuditKey { get; set; }

    /// <summary>Give only whether nothing was found.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        string path = FileSystemPath.Resolve(this, Path ?? ModuleState.ForRunspace().Current?.AuditPath ?? AuditLocation.Default());
        long? sequence = IsBound(nameof(ExpectedSequence)) ? ExpectedSequence : null;
        AuditHasher hasher = AuditHasher.FromKey(AuditKey);
        Pump(async (sink, token) =>
        {
            AuditReport report = AuditVerifier.Verify(path, hasher, sequence, ExpectedHash, token, sink.WriteWarning);
            await sink.WriteRowAsync(Quiet ? report.IsValid : report).ConfigureAwait(false);
        });
    }
}
