using System.Security;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Summary;

/// <summary><c>POST {login}/oauth/token</c> with the client's id and secret in the form (RFC 6749, section 2.3.1).</summary>
internal sealed class SummaryTokenEndpoint(Uri loginUri, string clientId, SecureString secret) : ITokenEndpoint
{
    public string ClientId => clientId;

    public string Host => loginUri.Authority;

    public string RejectedHint => "Check the client id and its secret; it must be a confidential client with the client credentials grant.";

    public HttpRequestMessage CreateRequest() => new(HttpMethod.Post, new Uri(loginUri.AbsoluteUri.TrimEnd('/') + "/oauth/token"))
    {
        Content = new SecretContent(
            SecretText.Use(secret, bytes => FormBody.Create(
                ("grant_type", "client_credentials"u8.ToArray()),
                ("client_id", System.Text.Encoding.UTF8.GetBytes(clientId)),
                ("client_secret", bytes))),
            "application/x-www-form-urlencoded"),
    };

    public TokenGrant Read(ReadOnlySpan<byte> body) => TokenAnswer.Read(body);

    public void Dispose() => secret.Dispose();
}
