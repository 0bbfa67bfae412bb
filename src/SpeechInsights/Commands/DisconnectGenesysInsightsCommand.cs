using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Completion;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>Ends sessions and wipes their secrets.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "GenesysInsights", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectGenesysInsightsCommand : InsightsCommand
{
    /// <summary>The sessions to end; by default the runspace's current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public InsightsSession[]? Session { get; set; }

    private protected override void Process()
    {
        ModuleState state = ModuleState.ForRunspace();
        InsightsSession[] sessions = Session ?? (state.Current is { } current ? [current] : throw new InsightsException(
            InsightsError.NotConnected, "There is no session in this runspace.", "Nothing is left to disconnect.", CommandName));
        foreach (InsightsSession session in sessions)
        {
            if (ShouldProcess(session.ToString(), "Disconnect"))
            {
                Revoke(session);
                session.Close();
                state.Remove(session);
            }
        }
    }

    // A token that can't be revoked runs out by itself: that is worth a warning, and no reason to keep the session.
    private void Revoke(InsightsSession session)
    {
        if (session.Profile != ApiProfile.Platform || !session.IsOpen)
        {
            return;
        }

        try
        {
            Pump(async (sink, token) =>
            {
                RunContext run = new(sink);
                AuditedRun audited = AuditedRun.Start(AuditSource.Of(session), CommandName, new AuditQuery(), changes: false, run);
                try
                {
                    await session.Api.RevokeAsync(run, token).ConfigureAwait(false);
                    audited.End(AuditStatus.Completed, 0);
                }
                catch (InsightsException e)
                {
                    audited.End(AuditStatus.Failed, 0, e);
                    throw;
                }
            });
        }
        catch (InsightsException e)
        {
            WriteWarning($"The token could not be revoked; it runs out by itself. {e.Message}");
        }
    }
}
