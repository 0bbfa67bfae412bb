namespace SpeechInsights.Simulator.Summary;

/// <summary>A webhook as it was registered.</summary>
internal sealed record Webhook(
    string Id,
    DateTimeOffset DateCreated,
    string Name,
    string Description,
    string Url,
    bool Enabled,
    IReadOnlyList<string> Events,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string ModelId);
