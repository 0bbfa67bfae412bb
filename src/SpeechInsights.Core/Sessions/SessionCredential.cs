using System.Security;
using SpeechInsights.Connections;

namespace SpeechInsights.Sessions;

/// <summary>What a session proves itself with: a client and its secret, a token, or a person who logs in. It owns its copy of the secret.</summary>
internal sealed class SessionCredential : IDisposable
{
    private const string TokenVariable = "GENESYSCLOUD_ACCESS_TOKEN";

    private static readonly (string Id, string Secret)[] s_pairs =
    [
        ("GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET"),
        ("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET"),
    ];

    private SessionCredential(string? clientId, SecureString secret)
    {
        ClientId = clientId;
        Secret = secret;
        Secret.MakeReadOnly();
    }

    /// <summary>The client; null where there is a token in its place.</summary>
    public string? ClientId { get; }

    /// <summary>The client's secret, or the token; empty where a person logs in.</summary>
    public SecureString Secret { get; }

    /// <summary>The login; null where there is a secret.</summary>
    public InteractiveLogin? Login { get; private init; }

    /// <summary>Takes a copy; the caller's object stays as it is.</summary>
    /// <exception cref="InsightsException">EmptyIdentifier.</exception>
    public static SessionCredential FromClient(string? clientId, SecureString? secret)
    {
        string id = CheckId(clientId);
        return secret is null || secret.Length == 0 ? throw Empty("client secret") : new SessionCredential(id, secret.Copy());
    }

    /// <summary>A client without a secret: a person logs in.</summary>
    /// <exception cref="InsightsException">EmptyIdentifier.</exception>
    public static SessionCredential FromLogin(string? clientId, InteractiveLogin login) => new(CheckId(clientId), new SecureString()) { Login = login };

    /// <summary>Takes a copy of a token.</summary>
    /// <exception cref="InsightsException">EmptyIdentifier.</exception>
    public static SessionCredential FromToken(SecureString? token) =>
        token is null || token.Length == 0 ? throw Empty("access token") : new SessionCredential(null, token.Copy());

    /// <summary>Takes the first whole pair of environment variables, or the token.</summary>
    /// <exception cref="InsightsException">MissingCredentials.</exception>
    public static SessionCredential FromEnvironment()
    {
        foreach ((string id, string secret) in s_pairs)
        {
            string? clientId = Read(id);
            string? value = Read(secret);
            if (clientId is not null && value is not null)
            {
                using SecureString copy = Protect(value);
                return FromClient(clientId, copy);
            }
        }

        if (Read(TokenVariable) is { } token)
        {
            using SecureString copy = Protect(token);
            return FromToken(copy);
        }

        throw new InsightsException(
            InsightsError.MissingCredentials,
            "The environment holds no credentials.",
            "Set GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET, or give -Credential, -ClientId with -ClientSecret, or -AccessToken.",
            "GENESYS_CLIENT_ID");
    }

    public void Dispose() => Secret.Dispose();

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static SecureString Protect(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    private static string CheckId(string? clientId)
    {
        if (string.IsNullOrWhiteSpace(clientId))
        {
            throw Empty("client id");
        }

        if (clientId.Any(static c => c is < '!' or > '~'))
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, "The client id holds a character that no client id has.", "Copy it again from the OAuth client's page.", "ClientId");
        }

        return clientId;
    }

    private static InsightsException Empty(string what) =>
        new(InsightsError.EmptyIdentifier, $"The {what} is empty.", "Check the variable that it came from.", what);
}
