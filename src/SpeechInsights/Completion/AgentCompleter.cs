using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes ids of people with those of agents whose rows were read; they are found by their names too.</summary>
public sealed class AgentCompleter : KnownNameCompleter
{
    private protected override NameKind Kind => NameKind.Agent;

    private protected override string TextOf(KnownName known) => known.Id;

    private protected override string LabelOf(KnownName known) => known.Name ?? known.Id;
}
