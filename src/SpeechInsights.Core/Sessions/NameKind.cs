namespace SpeechInsights.Sessions;

/// <summary>What a known name is the name of.</summary>
internal enum NameKind
{
    Model,
    Topic,
    Agent,
    Queue,
    Team,
    Division,
}
