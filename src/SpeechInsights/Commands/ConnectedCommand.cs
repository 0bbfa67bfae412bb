using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Errors;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>What cmdlets share that use a session: which one, and the two lines of each run in the audit trail.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ConnectedCommand : InsightsCommand
{
    private InsightsSession? _session;
    private AuditedRun? _audited;
    private long _emittedBefore;

    /// <summary>The session to use; by default the runspace's current one.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public InsightsSession Session { get; set; } = null!;

    /// <summary>The session that is used.</summary>
    /// <exception cref="InsightsException">NotConnected or SessionClosed.</exception>
    private protected InsightsSession Connected => _session ??= (Session ?? ModuleState.ForRunspace().Current ?? throw new InsightsException(
        InsightsError.NotConnected,
        $"{CommandName} has no session in this runspace.",
        "Run Connect-GenesysInsights first, or give -Session, for example -Session $using:session in a parallel block.",
        CommandName)).EnsureOpen();

    /// <summary>The profile whose bounds what is asked must keep.</summary>
    private protected virtual ApiProfile Profile => Connected.Profile;

    /// <summary>Whose runs these are, and the trail that they go to.</summary>
    private protected virtual AuditSource Source => AuditSource.Of(Connected);

    /// <summary>The run that is under way.</summary>
    private protected Guid? RunId => _audited?.RunId;

    /// <summary>Has the end of the run say more than its start.</summary>
    private protected void AmendAudit(Func<AuditQuery, AuditQuery> amend)
    {
        if (_audited is { } audited)
        {
            audited.Query = amend(audited.Query);
        }
    }

    /// <summary>Writes the start of a run that ends with <see cref="EndAudit"/>, with a failure, or with the command.</summary>
    private protected void BeginAudit(AuditQuery query, bool changes, RunContext run)
    {
        _emittedBefore = EmittedCount;
        _audited = AuditedRun.Start(Source, CommandName, query, changes, run);
    }

    /// <summary>Writes the end of the run; does nothing where none is open.</summary>
    private protected void EndAudit(AuditStatus status, Exception? error = null, double? accuracy = null)
    {
        AuditedRun? audited = _audited;
        _audited = null;

        // A command that was stopped may not write any more.
        audited?.End(status, EmittedCount - _emittedBefore, error, accuracy, status == AuditStatus.Cancelled ? null : WriteWarning);
    }

    /// <summary>Runs work in the background as one audited run.</summary>
    /// <param name="query">What is asked, for the audit entry.</param>
    /// <param name="changes">Whether it changes something on the server.</param>
    /// <param name="work">The work.</param>
    /// <param name="accuracy">The accuracy that was measured, asked at the end; or null.</param>
    /// <param name="perRecord">Whether it is about one record, whose failure lets the next one have its turn where the cmdlet declares so.</param>
    private protected void PumpAudited(
        AuditQuery query,
        bool changes,
        Func<PipelineSink, RunContext, CancellationToken, Task> work,
        Func<double?>? accuracy = null,
        bool perRecord = false)
    {
        try
        {
            Pump(async (sink, token) =>
            {
                RunContext run = new(sink);
                BeginAudit(query, changes, run);
                try
                {
                    await work(sink, run, token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_session is not null && !token.IsCancellationRequested)
                {
                    // Nobody here stopped it: somebody closed the session under it.
                    throw Sessions.SessionErrors.Closed(_session!.SessionId);
                }
                catch (InsightsException e) when (e is { Error: InsightsError.SessionClosed, Target: null })
                {
                    throw Sessions.SessionErrors.Closed(_session!.SessionId);
                }
            });
            EndAudit(AuditStatus.Completed, accuracy: accuracy?.Invoke());
        }
        catch (InsightsException e) when (perRecord && RecordErrorsAttribute.Includes(GetType(), e.Error))
        {
            EndAudit(AuditStatus.Failed, e);
            WriteError(e.ToErrorRecord());
        }
    }

    private protected override void CheckProfile() => CmdletDeclaration.Of(GetType()).Check(() => Profile, IsGiven);

    // A switch that is off, and null, ask for nothing.
    private bool IsGiven(string parameter) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) && value is not (null or SwitchParameter { IsPresent: false });

    private protected override void OnFailed(Exception error) => EndAudit(AuditStatus.Failed, error);

    private protected override void Dispose(bool disposing)
    {
        // A run that is still open here was stopped: by Ctrl+C, by Select-Object -First, by a command beside it.
        EndAudit(AuditStatus.Cancelled);
        base.Dispose(disposing);
    }
}
