using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>Signs and verifies what is sent, by Standard Webhooks 1.0.0: HMAC-SHA256 over <c>id.timestamp.body</c>, scheme <c>v1</c>.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Scheme = "v1,";

    /// <summary>How far apart the clocks of sender and receiver may be where nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The header's value: one signature a secret, with a space between.</summary>
    /// <param name="secrets">The secrets; the first is the newest.</param>
    /// <param name="id">The delivery's id; it holds no dot.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">What is sent, byte for byte.</param>
    public static string Sign(IReadOnlyList<WebhookSecret> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = Content(id, timestamp.ToString(CultureInfo.InvariantCulture), body);
        return string.Join(' ', secrets.Select(secret => Scheme + Convert.ToBase64String(HMACSHA256.HashData(secret.Key, signed))));
    }

    /// <summary>Whether one of the signatures is one of the secrets' and the time is near enough. What is missing does not hold.</summary>
    public static bool Verify(
        IReadOnlyList<WebhookSecret> secrets, string? id, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signature)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] signed = Content(id, timestamp, body);
        bool holds = false;
        foreach (WebhookSecret secret in secrets)
        {
            byte[] expected = Encoding.ASCII.GetBytes(Scheme + Convert.ToBase64String(HMACSHA256.HashData(secret.Key, signed)));
            foreach (string given in signature.Split(' '))
            {
                // All of them, and each in constant time.
                holds |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
            }
        }

        return holds;
    }

    private static byte[] Content(string id, string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
