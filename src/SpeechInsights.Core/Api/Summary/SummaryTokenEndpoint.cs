using System.Security;
using System.Text.Json;
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

    public TokenGrant Read(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        JsonRead.StartObject(ref reader);
        string? token = null;
        double? seconds = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("access_token"u8))
            {
                reader.Read();
                token = JsonRead.Text(ref reader, "access_token");
            }
            else if (reader.ValueTextEquals("expires_in"u8))
            {
                reader.Read();
                seconds = JsonRead.Number(ref reader, "expires_in");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        while (reader.Read())
        {
        }

        return string.IsNullOrEmpty(token) || token.Any(c => c is <= ' ' or > '~')
            ? throw JsonRead.Wrong("access_token")
            : seconds is > 0 and < 1e9
                ? new TokenGrant(token, TimeSpan.FromSeconds(seconds.Value))
                : throw JsonRead.Wrong("expires_in");
    }

    public void Dispose() => secret.Dispose();
}
