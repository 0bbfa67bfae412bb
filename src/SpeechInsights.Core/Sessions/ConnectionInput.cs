namespace SpeechInsights.Sessions;

/// <summary>Where to connect to, as the user gave it.</summary>
internal sealed record ConnectionInput(string? Region = null, Uri? BaseUri = null, Uri? LoginUri = null, ApiProfile? Profile = null);
