using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes with what the session has read, the one of -Session or else the runspace's; it never asks the server.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KnownNameCompleter : IArgumentCompleter
{
    private const string SessionParameter = "Session";

    private protected abstract NameKind Kind { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        WildcardPattern pattern = new(WildcardPattern.Escape(word) + "*", WildcardOptions.IgnoreCase);
        foreach (KnownName known in FindSession(commandAst, fakeBoundParameters)?.Api.Known.Of(Kind) ?? [])
        {
            if (TextOf(known) is { } value && (pattern.IsMatch(known.Id) || (known.Name is not null && pattern.IsMatch(known.Name))))
            {
                string text = CodeGeneration.EscapeSingleQuotedStringContent(value);
                yield return new CompletionResult($"'{text}'", LabelOf(known) ?? value, CompletionResultType.ParameterValue, known.ToString());
            }
        }
    }

    /// <summary>What the parameter takes of it; null where that is not known.</summary>
    private protected abstract string? TextOf(KnownName known);

    /// <summary>What is shown of it in a menu.</summary>
    private protected virtual string? LabelOf(KnownName known) => TextOf(known);

    // An expression that can't be looked into names another session than the current one, for all that is known.
    internal static InsightsSession? FindSession(CommandAst command, IDictionary bound)
    {
        object? given = bound.Contains(SessionParameter) ? bound[SessionParameter] : null;
        bool isNamed = command.CommandElements.OfType<CommandParameterAst>()
            .Any(static parameter => parameter.ParameterName.Length > 1 && SessionParameter.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));
        return isNamed ? (given is PSObject wrapped ? wrapped.BaseObject : given) as InsightsSession : ModuleState.ForRunspace().Current;
    }
}
