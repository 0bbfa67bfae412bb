using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SpeechInsights.Completion;

/// <summary>Completes -Session with an expression that finds the session.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IReadOnlyList<InsightsSession> sessions = ModuleState.ForRunspace().Sessions;
        for (int i = 0; i < sessions.Count; i++)
        {
            yield return new CompletionResult(
                $"(Get-GenesysInsightsSession)[{i}]", sessions[i].ToString(), CompletionResultType.ParameterValue, $"{sessions[i]}, {sessions[i].SessionId}");
        }
    }
}
