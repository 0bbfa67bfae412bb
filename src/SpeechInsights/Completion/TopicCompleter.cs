using SpeechInsights.Sessions;

namespace SpeechInsights.Completion;

/// <summary>Completes -Topic with names of topics.</summary>
public sealed class TopicCompleter : KnownNameCompleter
{
    private protected override NameKind Kind => NameKind.Topic;

    private protected override string? TextOf(KnownName known) => known.Name;
}
