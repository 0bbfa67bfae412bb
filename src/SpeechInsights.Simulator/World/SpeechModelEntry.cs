namespace SpeechInsights.Simulator.World;

/// <summary>A speech analytics model as the service would list it.</summary>
internal sealed record SpeechModelEntry(string Id, string Name, string Status, string Type, string LastUpdated);
