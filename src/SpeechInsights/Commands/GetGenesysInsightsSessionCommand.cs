using System.Management.Automation;

namespace SpeechInsights.Commands;

/// <summary>Shows the sessions of this runspace, the oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "GenesysInsightsSession")]
[OutputType(typeof(InsightsSession))]
public sealed class GetGenesysInsightsSessionCommand : InsightsCommand
{
    /// <summary>The sessions to show; by default all that are open.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public InsightsSession[]? Session { get; set; }

    private protected override void Process()
    {
        foreach (InsightsSession session in Session ?? ModuleState.ForRunspace().Sessions)
        {
            Emit(session);
        }
    }
}
