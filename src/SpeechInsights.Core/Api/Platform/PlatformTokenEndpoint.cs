using System.Net.Http.Headers;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary><c>POST {login}/oauth/token</c> with the pair in a Basic header (RFC 6749, section 2.3.1), as the platform's SDKs do.</summary>
internal sealed class PlatformTokenEndpoint(Uri loginUri, string clientId, SecureString secret) : ITokenEndpoint
{
    public string ClientId => clientId;

    public string Host => loginUri.Authority;

    public string RejectedHint =>
        "Check the region first: a wrong region looks exactly like a wrong secret. Then the client id, its secret, and that it is a client credentials client.";

    public HttpRequestMessage CreateRequest()
    {
        HttpRequestMessage message = new(HttpMethod.Post, new Uri(loginUri.AbsoluteUri.TrimEnd('/') + "/oauth/token"))
        {
            Content = new SecretContent("grant_type=client_credentials"u8.ToArray(), "application/x-www-form-urlencoded"),
        };

        // A header has to be text; it lives as long as the request.
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", SecretText.Use(secret, Encode));
        return message;
    }

    public TokenGrant Read(ReadOnlySpan<byte> body) => TokenAnswer.Read(body);

    public void Dispose() => secret.Dispose();

    private string Encode(ReadOnlyMemory<byte> secretBytes)
    {
        byte[] pair = [.. Encoding.UTF8.GetBytes(clientId), (byte)':', .. secretBytes.Span];
        string encoded = Convert.ToBase64String(pair);
        CryptographicOperations.ZeroMemory(pair);
        return encoded;
    }
}
