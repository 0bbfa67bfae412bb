using System.Text;
using SpeechInsights.Connections;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// <c>GET {login}/oauth/authorize</c> in a browser and <c>POST {login}/oauth/token</c> with the code and its verifier, later with
/// the refresh token where the server gave one (RFC 6749, sections 4.1 and 6; RFC 7636). The client has no secret and names
/// itself in the form. All of it is kept in memory only.
/// </summary>
internal sealed class PlatformLoginEndpoint(Uri loginUri, string clientId, InteractiveLogin login) : ITokenEndpoint
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly LoginProof _proof = new();
    private volatile string? _code;
    private volatile string? _refreshToken;

    public string ClientId => clientId;

    public string Host => loginUri.Authority;

    public string RejectedHint =>
        "Log in again. Where it is the first login: check the region, the client id, and that the client has the grant 'Code Authorization' or 'PKCE' and this redirect address.";

    public bool CanRenew => _code is not null || _refreshToken is not null;

    /// <summary>Has a person log in.</summary>
    /// <exception cref="InsightsException">LoginPortInUse, LoginTimedOut or LoginRefused.</exception>
    public async Task LogInAsync(RunContext run, CancellationToken cancellationToken)
    {
        string query = string.Join('&',
            "response_type=code",
            "client_id=" + Uri.EscapeDataString(clientId),
            "redirect_uri=" + Uri.EscapeDataString(login.RedirectUri.OriginalString),
            "state=" + _proof.State,
            "code_challenge=" + _proof.Challenge,
            "code_challenge_method=S256");
        string code = await login.AskAsync(_proof, new Uri($"{Root}/oauth/authorize?{query}"), run, cancellationToken).ConfigureAwait(false);
        HeldTokens.Add(code);
        _code = code;
    }

    public HttpRequestMessage CreateRequest()
    {
        byte[] form = (_code, _refreshToken) switch
        {
            ({ } code, _) => FormBody.Create(
                ("grant_type", "authorization_code"u8.ToArray()),
                ("code", Encoding.ASCII.GetBytes(code)),
                ("redirect_uri", Encoding.UTF8.GetBytes(login.RedirectUri.OriginalString)),
                ("client_id", Encoding.ASCII.GetBytes(clientId)),
                ("code_verifier", Encoding.ASCII.GetBytes(_proof.Verifier))),
            (null, { } refresh) => FormBody.Create(
                ("grant_type", "refresh_token"u8.ToArray()),
                ("refresh_token", Encoding.ASCII.GetBytes(refresh)),
                ("client_id", Encoding.ASCII.GetBytes(clientId))),
            _ => throw new InsightsException(
                InsightsError.AuthenticationFailed, $"The login of client {clientId} has run out, and {Host} gave nothing to renew it with.", "Connect again.", clientId),
        };
        return new HttpRequestMessage(HttpMethod.Post, new Uri(Root + "/oauth/token")) { Content = new SecretContent(form, Form) };
    }

    public TokenGrant Read(ReadOnlySpan<byte> body)
    {
        TokenGrant grant = TokenAnswer.Read(body);
        _code = null;
        if (grant.RefreshToken is { } next)
        {
            HeldTokens.Add(next);

            // Where the server rotates them, the old one is spent.
            _refreshToken = next;
        }

        return grant;
    }

    public void Dispose()
    {
        _code = null;
        _refreshToken = null;
    }

    private string Root => loginUri.AbsoluteUri.TrimEnd('/');
}
