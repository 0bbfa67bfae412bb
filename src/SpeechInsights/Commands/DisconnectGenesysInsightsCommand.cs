using System.Management.Automation;
using SpeechInsights.Completion;

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
                session.Close();
                state.Remove(session);
            }
        }
    }
}
