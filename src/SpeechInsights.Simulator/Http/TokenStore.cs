using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SpeechInsights.Simulator.Http;

/// <summary>The tokens given out. Their age is measured on the injected clock.</summary>
internal sealed class TokenStore(TimeProvider time, TimeSpan lifetime)
{
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _issued = new();

    public TimeSpan Lifetime { get; } = lifetime;

    /// <summary>How many tokens were ever given out.</summary>
    public int IssuedCount => _issued.Count;

    /// <summary>All that were ever given out, so that a test can look for them where they must not be.</summary>
    public IReadOnlyCollection<string> Issued => _issued;

    /// <summary>How many are valid now.</summary>
    public int ActiveCount => _tokens.Values.Count(IsFresh);

    public string Issue(string clientId)
    {
        foreach (KeyValuePair<string, IssuedToken> old in _tokens)
        {
            if (!IsFresh(old.Value))
            {
                _tokens.TryRemove(old.Key, out _);
            }
        }

        string token = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _tokens[token] = new IssuedToken(clientId, time.GetTimestamp());
        _issued.Enqueue(token);
        return token;
    }

    /// <summary>The answer that gives a client a new token, and what to renew it with where there is such a thing.</summary>
    public Reply Grant(string clientId, string? refreshToken = null)
    {
        string token = Issue(clientId);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token"u8, token);
            writer.WriteString("token_type"u8, "bearer"u8);
            writer.WriteNumber("expires_in"u8, (long)Lifetime.TotalSeconds);
            if (refreshToken is not null)
            {
                writer.WriteString("refresh_token"u8, refreshToken);
            }

            writer.WriteEndObject();
        }).WithHeader("Cache-Control", "no-store");
    }

    public bool IsValid(string token) => _tokens.TryGetValue(token, out IssuedToken? issued) && IsFresh(issued);

    public bool Revoke(string token) => _tokens.TryRemove(token, out _);

    public int RevokeAll()
    {
        int revoked = 0;
        foreach (string token in _tokens.Keys)
        {
            revoked += Revoke(token) ? 1 : 0;
        }

        return revoked;
    }

    private bool IsFresh(IssuedToken token) => time.GetElapsedTime(token.IssuedAt) < Lifetime;

    private sealed record IssuedToken(string ClientId, long IssuedAt);
}
