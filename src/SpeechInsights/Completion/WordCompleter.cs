using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SpeechInsights.Completion;

/// <summary>Completes with words that are known beforehand, each with what it means.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WordCompleter : IArgumentCompleter
{
    private protected abstract IEnumerable<(string Word, string Meaning)> Words { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? "").Trim('\'', '"');
        foreach ((string word, string meaning) in Words.Where(pair => pair.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        {
            string text = word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
            yield return new CompletionResult(text, word, CompletionResultType.ParameterValue, meaning);
        }
    }
}
