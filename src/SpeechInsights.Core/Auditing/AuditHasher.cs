using System.Security;
using System.Security.Cryptography;
using SpeechInsights.Sessions;

namespace SpeechInsights.Auditing;

/// <summary>The hash of a line: SHA-256, or HMAC-SHA-256 where the trail has a key.</summary>
internal sealed class AuditHasher(byte[]? key)
{
    /// <summary>The hasher of a trail without a key.</summary>
    public static readonly AuditHasher Plain = new(null);

    /// <summary>What stands in <c>previousHash</c> of the first line.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>The hasher of a trail with a key, whose UTF-8 bytes it keeps as long as it lives.</summary>
    /// <exception cref="InsightsException">EmptyIdentifier.</exception>
    public static AuditHasher FromKey(SecureString? secret) => secret is null ? Plain
        : secret.Length == 0 ? throw new InsightsException(InsightsError.EmptyIdentifier, "The audit key is empty.", "Check the variable that it came from.", "AuditKey")
        : new AuditHasher(SecretText.Use(secret, static bytes => bytes.ToArray()));

    /// <summary>Whether nobody without the key can make a line or a head.</summary>
    public bool IsKeyed => key is not null;

    public string Algorithm => key is null ? "SHA-256" : "HMAC-SHA-256";

    /// <summary>The hash, 64 lower-case hexadecimal digits.</summary>
    public string Compute(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        if (key is null)
        {
            SHA256.HashData(bytes, hash);
        }
        else
        {
            HMACSHA256.HashData(key, bytes, hash);
        }

        return Convert.ToHexString(hash).ToLowerInvariant();
    }
}
