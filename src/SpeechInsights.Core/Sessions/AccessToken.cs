using System.Net.Http.Headers;
using SpeechInsights.Http;

namespace SpeechInsights.Sessions;

/// <summary>A bearer token (RFC 6750). It is never shown: not by ToString, not in an error.</summary>
internal sealed class AccessToken
{
    /// <param name="value">The token itself.</param>
    /// <param name="renewAt">When a new one is wanted, on the clock's monotonic time stamp.</param>
    /// <param name="expiresAt">When the server stops accepting it, likewise.</param>
    public AccessToken(string value, long renewAt = long.MaxValue, long expiresAt = long.MaxValue)
    {
        Header = new AuthenticationHeaderValue("Bearer", value);
        HeldTokens.Add(value);
        RenewAt = renewAt;
        ExpiresAt = expiresAt;
    }

    /// <summary>The Authorization header; it is the one place that holds the token.</summary>
    public AuthenticationHeaderValue Header { get; }

    public long RenewAt { get; }

    public long ExpiresAt { get; }

    public override string ToString() => "***";
}
