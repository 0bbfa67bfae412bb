using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Connections;

namespace SpeechInsights.Commands;

/// <summary>Shows the connections that are kept.</summary>
[Cmdlet(VerbsCommon.Get, "InsightsConnection")]
[OutputType(typeof(InsightsConnection))]
public sealed class GetInsightsConnectionCommand : InsightsCommand
{
    /// <summary>Their names; wildcards are allowed. All where it is left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        ConnectionStore store = StoredConnections.Open(this);
        IReadOnlyList<InsightsConnection> all = store.Read();
        foreach (string wanted in Name ?? ["*"])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                Emit(store.Find(wanted));
                continue;
            }

            WildcardPattern pattern = new(wanted, WildcardOptions.IgnoreCase);
            foreach (InsightsConnection connection in all.Where(one => pattern.IsMatch(one.Name)))
            {
                Emit(connection);
            }
        }
    }
}
