namespace SpeechInsights.Simulator.Platform;

/// <summary>A program of speech and text analytics, and what it applies to.</summary>
internal sealed record ProgramEntry(
    string Id, string Name, IReadOnlyList<TopicEntry> Topics, string Modified, string? Published, IReadOnlyList<string> Queues, IReadOnlyList<string> Flows);
