using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Declarations;
using SpeechInsights.Files;

namespace SpeechInsights.Commands;

/// <summary>Reads the audit trail: who asked what, and when.</summary>
[Cmdlet(VerbsCommon.Get, "InsightAudit")]
[OutputType(typeof(AuditEntry))]
[RecordErrors(InsightsError.AuditRecordInvalid)]
public sealed class GetInsightAuditCommand : PeriodCommand
{
    /// <summary>The trail; by default that of the session, then the usual place.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AuditPath", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Give every line; by default a run has one: its end, or its start where it has none.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Entries of these cmdlets; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Command { get; set; }

    private protected override void Process()
    {
        string path = FileSystemPath.Resolve(this, Path ?? ModuleState.ForRunspace().Current?.AuditPath ?? AuditLocation.Default());
        WildcardPattern[]? patterns = Command?.Select(static name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();
        (DateTimeOffset after, DateTimeOffset before) = ReadTimes();
        Pump(async (sink, token) =>
        {
            HashSet<Guid> interrupted = AuditReader.FindInterrupted(path, token);
            foreach (RawLine line in AuditReader.ReadLines(path, token, sink.WriteWarning))
            {
                AuditEntry? entry = AuditEntryReader.TryRead(line.Bytes.Span, interrupted);
                if (entry is null)
                {
                    sink.WriteError(new InsightsException(
                        InsightsError.AuditRecordInvalid,
                        $"Line {line.Number} of {path} is no audit entry.",
                        "Run Test-InsightAudit to see what happened to the trail.",
                        line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                }
                else if (entry.Timestamp >= after && entry.Timestamp < before && (Raw || entry.Status != AuditStatus.Started) && (patterns is null || patterns.Any(pattern => pattern.IsMatch(entry.Command))))
                {
                    await sink.WriteRowAsync(entry).ConfigureAwait(false);
                }
            }
        });
    }
}
