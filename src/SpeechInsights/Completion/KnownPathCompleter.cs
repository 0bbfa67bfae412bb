using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SpeechInsights.Api.Platform;
using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes paths of the API with those of what the session has read: queues, agents, models, topics. It never asks the server.</summary>
public sealed class KnownPathCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        InsightsSession? session = KnownNameCompleter.FindSession(commandAst, fakeBoundParameters);
        if (session?.Profile != ApiProfile.Platform)
        {
            yield break;
        }

        foreach ((NameKind kind, string folder) in PlatformPaths.Named)
        {
            if (folder.StartsWith(word, StringComparison.OrdinalIgnoreCase) && folder.Length > word.Length)
            {
                yield return new CompletionResult($"'{folder}'", folder, CompletionResultType.ParameterValue, $"{kind}: {session.Api.Known.Of(kind).Count} are known");
                continue;
            }

            // By id, or by name in place of it.
            string rest = word.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase) ? word[(folder.Length + 1)..] : word == folder ? "" : "\0";
            foreach (KnownName known in session.Api.Known.Of(kind))
            {
                if (known.Id.StartsWith(rest, StringComparison.OrdinalIgnoreCase) || known.Name?.StartsWith(rest, StringComparison.OrdinalIgnoreCase) == true)
                {
                    yield return new CompletionResult($"'{folder}/{CodeGeneration.EscapeSingleQuotedStringContent(known.Id)}'", known.Name ?? known.Id, CompletionResultType.ParameterValue, known.ToString());
                }
            }
        }
    }
}
