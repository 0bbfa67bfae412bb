namespace SpeechInsights.Http;

/// <summary>Reads a whole answer. It must copy what it keeps: the bytes go back to a pool.</summary>
/// <exception cref="System.Text.Json.JsonException">The body is not what the contract says.</exception>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> body);
