using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>POST /oauth/token with the client's pair in a Basic header, and nothing but the grant in the form.</summary>
internal sealed class BasicTokenEndpoint(TokenStore tokens, IReadOnlyDictionary<string, string> clients, int invalidClientStatus)
{
    private const string Scheme = "Basic ";

    public static bool IsMeant(ReceivedRequest request) => request.Authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;

    public Reply Answer(ReceivedRequest request)
    {
        if (ReadPair(request) is not { } pair || !clients.TryGetValue(pair.Id, out string? expected) || expected != pair.Secret)
        {
            return ErrorReply.OAuth(invalidClientStatus, "invalid_client", "authentication failed");
        }

        if (request.Query.Count > 0 || !request.HasMediaType("application/x-www-form-urlencoded"))
        {
            return ErrorReply.OAuth(400, "invalid_request", "the request must be a form without a query string");
        }

        Dictionary<string, StringValues> form = new FormReader(Encoding.UTF8.GetString(request.Body.Span)).ReadForm();
        if (form.Count != 1 || !form.TryGetValue("grant_type", out StringValues grant) || grant.Count != 1)
        {
            return ErrorReply.OAuth(400, "invalid_request", "exactly grant_type is expected, once");
        }

        return grant == "client_credentials"
            ? tokens.Grant(pair.Id)
            : ErrorReply.OAuth(400, "unsupported_grant_type", "only client_credentials is supported");
    }

    private static (string Id, string Secret)? ReadPair(ReceivedRequest request)
    {
        if (!IsMeant(request))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(request.Authorization![Scheme.Length..], bytes, out int length))
        {
            return null;
        }

        string pair = Encoding.UTF8.GetString(bytes[..length]);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (pair[..colon], pair[(colon + 1)..]);
    }
}
