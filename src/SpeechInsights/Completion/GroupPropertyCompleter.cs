using SpeechInsights.Csat.Groups;

namespace SpeechInsights.Completion;

/// <summary>Completes what rows can be grouped by.</summary>
public sealed class GroupPropertyCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Meaning)> Words => GroupProperty.Names.Select(static name => (name, $"a result for each {name}"));
}
