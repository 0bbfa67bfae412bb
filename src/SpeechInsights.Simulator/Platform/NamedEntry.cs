namespace SpeechInsights.Simulator.Platform;

/// <summary>Something that an administrator gave a name: a queue, a team, a division.</summary>
internal sealed record NamedEntry(string Id, string Name);
