namespace SpeechInsights.Http;

/// <summary>Reads a whole answer. It must copy what it keeps: the bytes go back to a pool.</summary>
/// <exception cref="System.Text.Json.JsonException">The body is not JSON, or breaks off.</exception>
/// <exception cref="FormatException">The body is not what the contract says.</exception>
/// <exception cref="InvalidOperationException">A name or text in it is not Unicode, for example half of a surrogate pair.</exception>
internal delegate T ResponseReader<out T>(ReadOnlySpan<byte> body);
