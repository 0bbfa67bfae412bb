using System.Security.Cryptography;
using System.Text;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>Where deliveries go, and which addresses it may lead to.</summary>
/// <param name="Uri">The address.</param>
/// <param name="AllowPrivateNetwork">Whether it may lead into a private network.</param>
/// <param name="AllowLoopback">Whether it may lead to this machine, also by plain http.</param>
internal sealed record DeliveryTarget(Uri Uri, bool AllowPrivateNetwork, bool AllowLoopback)
{
    private const int DigestBytes = 8;

    /// <summary>16 hexadecimal digits that stand for the address.</summary>
    public string Digest { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Uri.AbsoluteUri)).AsSpan(0, DigestBytes)).ToLowerInvariant();

    /// <summary>What is shown: a query may hold a key, and is left out.</summary>
    public string Display => Uri.GetLeftPart(UriPartial.Path) + (Uri.Query.Length > 0 ? "?***" : "");

    /// <exception cref="InsightsException">InsecureWebhookUri.</exception>
    public static DeliveryTarget Create(Uri uri, bool allowPrivateNetwork, bool allowLoopback)
    {
        WebhookAddress.Check(uri, allowPrivateNetwork, allowLoopback);
        return new DeliveryTarget(uri, allowPrivateNetwork, allowLoopback);
    }
}
