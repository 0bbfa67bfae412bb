using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes -Region with the regions' names; their domains are found too.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return GenesysRegion.All
            .Where(region => region.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase) || region.Domain.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(static region => new CompletionResult(region.Name, region.Name, CompletionResultType.ParameterValue, region.Domain));
    }
}
