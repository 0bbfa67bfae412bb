using System.Security.Cryptography;

namespace SpeechInsights.Auditing;

/// <summary>The hash of a line: SHA-256, or HMAC-SHA-256 where the trail has a key.</summary>
internal sealed class AuditHasher(byte[]? key)
{
    /// <summary>What stands in <c>previousHash</c> of the first line.</summary>
    public static readonly string Genesis = new('0', 64);

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
