using System.Security.Cryptography;
using System.Text;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Codes and refresh tokens that were given to the one client that people log in with. Their age is measured on the injected clock.</summary>
internal sealed class LoginStore(TimeProvider time)
{
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<string, GivenCode> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refreshTokens = new(StringComparer.Ordinal);
    private readonly List<string> _secrets = [];

    /// <summary>All codes, verifiers and refresh tokens that there ever were, so that a test can look for them where they must not be.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (_gate)
            {
                return [.. _secrets];
            }
        }
    }

    public string GiveCode(string clientId, string redirectUri, string challenge)
    {
        lock (_gate)
        {
            string code = Random();
            _codes.Add(code, new GivenCode(clientId, redirectUri, challenge, time.GetTimestamp()));
            return code;
        }
    }

    /// <summary>Takes a code out, whatever comes of it: it is good for one try (RFC 6749, section 4.1.2).</summary>
    /// <returns>Why it is refused, or null.</returns>
    public string? Redeem(string code, string clientId, string redirectUri, string verifier)
    {
        lock (_gate)
        {
            _secrets.Add(verifier);
            if (!_codes.Remove(code, out GivenCode? given))
            {
                return "the code is not known, or was used";
            }

            string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            return time.GetElapsedTime(given.At) >= s_codeLifetime ? "the code has expired"
                : given.ClientId != clientId ? "the code was given to another client"
                : given.RedirectUri != redirectUri ? "redirect_uri is not that of the authorization request"
                : given.Challenge != challenge ? "code_verifier does not fit code_challenge"
                : null;
        }
    }

    public string GiveRefreshToken(string clientId)
    {
        lock (_gate)
        {
            string token = Random();
            _refreshTokens.Add(token, clientId);
            return token;
        }
    }

    /// <summary>Takes a refresh token out: each is good once.</summary>
    public bool Spend(string refreshToken, string clientId)
    {
        lock (_gate)
        {
            return _refreshTokens.Remove(refreshToken, out string? owner) && owner == clientId;
        }
    }

    private string Random()
    {
        string text = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _secrets.Add(text);
        return text;
    }

    private sealed record GivenCode(string ClientId, string RedirectUri, string Challenge, long At);
}
