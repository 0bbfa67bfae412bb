using System.Buffers;
using System.Buffers.Text;
using System.Security;
using System.Security.Cryptography;
using SpeechInsights.Sessions;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>A key that deliveries are signed with: 24 to 64 bytes, written as <c>whsec_</c> and Base64 (Standard Webhooks 1.0.0).</summary>
internal sealed class WebhookSecret : IDisposable
{
    public const int ShortestKey = 24;
    public const int LongestKey = 64;

    private static readonly SearchValues<byte> s_base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Reads secrets; what is returned belongs to the caller, who disposes it.</summary>
    /// <exception cref="InsightsException">InvalidSecret.</exception>
    public static IReadOnlyList<WebhookSecret> ReadAll(IReadOnlyList<SecureString> secrets)
    {
        List<WebhookSecret> read = [];
        try
        {
            foreach (SecureString secret in secrets)
            {
                read.Add(SecretText.Use(secret, static text => Parse(text.Span)));
            }
        }
        catch
        {
            read.ForEach(static secret => secret.Dispose());
            throw;
        }

        return read;
    }

    /// <exception cref="InsightsException">InvalidSecret; it says what is wrong, and nothing of the secret.</exception>
    public static WebhookSecret Parse(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> encoded = text.StartsWith("whsec_"u8) ? text["whsec_"u8.Length..] : text;
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        try
        {
            // .NET's decoder lets spaces and line ends pass.
            if (encoded.ContainsAnyExcept(s_base64) || Base64.DecodeFromUtf8(encoded, bytes, out _, out int length) != OperationStatus.Done)
            {
                throw Invalid("is not whsec_ and Base64");
            }

            return length is >= ShortestKey and <= LongestKey
                ? new WebhookSecret(bytes.AsSpan(0, length).ToArray())
                : throw Invalid($"stands for {length} bytes, not {ShortestKey} to {LongestKey}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static InsightsException Invalid(string trouble) => new(InsightsError.InvalidSecret, $"The secret {trouble}.", target: "Secret");
}
