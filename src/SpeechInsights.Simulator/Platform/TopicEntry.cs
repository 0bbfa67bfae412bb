namespace SpeechInsights.Simulator.Platform;

/// <summary>A topic of speech and text analytics.</summary>
internal sealed record TopicEntry(string Id, string Name, string Dialect, bool IsPublished);
