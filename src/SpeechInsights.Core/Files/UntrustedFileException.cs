namespace SpeechInsights.Files;

/// <summary>A file of ours that somebody else could have put there, or could change.</summary>
internal sealed class UntrustedFileException(string path, string trouble) : IOException($"{path} {trouble}");
