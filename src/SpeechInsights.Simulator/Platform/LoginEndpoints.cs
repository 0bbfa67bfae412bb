using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>
/// GET /oauth/authorize for somebody who is logged in already, and the token grants that follow (RFC 6749, sections 4.1 and 6;
/// RFC 7636, S256 only). Nothing is taken that was not asked for, and nothing twice.
/// </summary>
internal sealed class LoginEndpoints(SimulatorOptions options, LoginStore logins, TokenStore tokens)
{
    public const string AuthorizePath = "/oauth/authorize";

    // Without a secret; the second one so that a code can be tried by a client that it was not given to.
    private static readonly string[] s_clients = ["login-client", "other-login-client"];

    private static readonly string[] s_grants = ["authorization_code", "refresh_token"];
    private static readonly string[] s_query = ["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "response_type", "state"];

    /// <summary>Whether a request to the token endpoint belongs to a login.</summary>
    public static bool IsMeant(ReceivedRequest request) =>
        request.Authorization is null && request.HasMediaType("application/x-www-form-urlencoded") && s_grants.Contains(One(ReadForm(request), "grant_type"));

    /// <summary>What is wrong with client or address is told here and not there: that would send people anywhere.</summary>
    public Reply Authorize(ReceivedRequest request)
    {
        string? client = Query(request, "client_id");
        string? redirect = Query(request, "redirect_uri");
        if (client is null || !IsClient(client) || redirect is null || !options.LoginRedirects.Contains(redirect))
        {
            return Reply.Text(400, "text/html; charset=utf-8", "<h1>Invalid client ID or redirect URI</h1>");
        }

        string? error = Query(request, "response_type") != "code" ? "unsupported_response_type"
            : request.Query.Any(static pair => !s_query.Contains(pair.Key) || pair.Value.Count != 1) ? "invalid_request"
            : Query(request, "code_challenge_method") != "S256" || Query(request, "code_challenge") is not { Length: 43 } ? "invalid_request"
            : options.RefuseLogins ? "access_denied"
            : null;
        string answer = error is null ? "code=" + logins.GiveCode(client, redirect, Query(request, "code_challenge")!) : "error=" + error;
        string state = Query(request, "state") is { } text ? "&state=" + Uri.EscapeDataString(text) : "";
        return Reply.NoContent(StatusCodes.Status302Found).WithHeader("Location", $"{redirect}?{answer}{state}").WithHeader("Cache-Control", "no-store");
    }

    public Reply Answer(ReceivedRequest request)
    {
        Dictionary<string, StringValues> form = ReadForm(request);
        if (request.Query.Count > 0)
        {
            return Refuse("invalid_request", "the request must be a form without a query string");
        }

        return One(form, "client_id") is not { } client || !IsClient(client) ? ErrorReply.OAuth(options.InvalidClientStatus, "invalid_client", "authentication failed")
            : One(form, "grant_type") == "refresh_token" ? Renew(form, client)
            : Exchange(form, client);
    }

    private Reply Exchange(Dictionary<string, StringValues> form, string client)
    {
        string? code = One(form, "code");
        string? redirect = One(form, "redirect_uri");
        string? verifier = One(form, "code_verifier");
        if (form.Count != 5 || code is null || redirect is null)
        {
            return Refuse("invalid_request", "exactly grant_type, code, redirect_uri, client_id and code_verifier are expected, once each");
        }

        bool isVerifier = verifier is { Length: >= 43 and <= 128 } && verifier.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
        return !isVerifier ? Refuse("invalid_request", "code_verifier is missing or malformed")
            : logins.Redeem(code, client, redirect, verifier!) is { } why ? Refuse("invalid_grant", why)
            : Grant(client);
    }

    private Reply Renew(Dictionary<string, StringValues> form, string client) =>
        form.Count != 3 || One(form, "refresh_token") is not { } token ? Refuse("invalid_request", "exactly grant_type, refresh_token and client_id are expected, once each")
        : logins.Spend(token, client) ? Grant(client)
        : Refuse("invalid_grant", "the refresh token is not known, or was used");

    private Reply Grant(string client) => tokens.Grant(client, options.RefreshTokens ? logins.GiveRefreshToken(client) : null);

    private static bool IsClient(string id) => s_clients.Contains(id);

    private static Reply Refuse(string error, string why) => ErrorReply.OAuth(400, error, why);

    private static string? Query(ReceivedRequest request, string name) => request.Query[name] is { Count: 1 } values ? values[0] : null;

    private static Dictionary<string, StringValues> ReadForm(ReceivedRequest request) => new FormReader(Encoding.UTF8.GetString(request.Body.Span)).ReadForm();

    private static string? One(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out StringValues values) && values.Count == 1 ? values[0] : null;
}
