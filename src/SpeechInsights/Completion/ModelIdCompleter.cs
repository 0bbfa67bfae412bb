using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SpeechInsights.Completion;

/// <summary>Completes -ModelId with the models that the runspace's session has read; it never asks the server.</summary>
public sealed class ModelIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        WildcardPattern pattern = new(WildcardPattern.Escape(word) + "*", WildcardOptions.IgnoreCase);
        foreach (SpeechModel model in ModuleState.ForRunspace().Current?.Gate.KnownModels ?? [])
        {
            if (pattern.IsMatch(model.Id) || (model.Name is not null && pattern.IsMatch(model.Name)))
            {
                string text = CodeGeneration.EscapeSingleQuotedStringContent(model.Id);
                yield return new CompletionResult($"'{text}'", model.Id, CompletionResultType.ParameterValue, model.ToString());
            }
        }
    }
}
