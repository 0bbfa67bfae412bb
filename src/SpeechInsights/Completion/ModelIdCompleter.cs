using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes -ModelId; models are found by their names too.</summary>
public sealed class ModelIdCompleter : KnownNameCompleter
{
    private protected override NameKind Kind => NameKind.Model;

    private protected override string TextOf(KnownName known) => known.Id;
}
