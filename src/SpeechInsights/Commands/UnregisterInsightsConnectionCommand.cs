using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Connections;

namespace SpeechInsights.Commands;

/// <summary>Forgets connections. Sessions that were made with them stay open.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "InsightsConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnregisterInsightsConnectionCommand : InsightsCommand
{
    /// <summary>Their names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[] Name { get; set; } = null!;

    private protected override void Process()
    {
        ConnectionStore store = StoredConnections.Open(this);
        foreach (string name in Name)
        {
            InsightsConnection found = store.Find(name);
            if (ShouldProcess($"'{found.Name}'", "Unregister connection"))
            {
                store.Change(all => all.RemoveAll(one => ConnectionStore.Same(one.Name, name)));
            }
        }
    }
}
