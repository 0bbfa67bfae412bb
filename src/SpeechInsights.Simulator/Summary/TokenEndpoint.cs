using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>POST /oauth/token with the client's pair in the form.</summary>
internal sealed class TokenEndpoint(TokenStore tokens, IReadOnlyDictionary<string, string> clients, int invalidClientStatus)
{
    public Reply Answer(ReceivedRequest request)
    {
        if (request.Query.Count > 0 || !request.HasMediaType("application/x-www-form-urlencoded"))
        {
            return Refuse("the request must be a form without a query string");
        }

        Dictionary<string, StringValues> form = new FormReader(Encoding.UTF8.GetString(request.Body.Span)).ReadForm();
        string? grantType = Single(form, "grant_type");
        string? id = Single(form, "client_id");
        string? secret = Single(form, "client_secret");
        if (grantType is null || id is null || secret is null || form.Count != 3)
        {
            return Refuse("exactly grant_type, client_id and client_secret are expected, once each");
        }

        if (grantType != "client_credentials")
        {
            return ErrorReply.OAuth(400, "unsupported_grant_type", "only client_credentials is supported");
        }

        if (!clients.TryGetValue(id, out string? expected) || expected != secret)
        {
            return ErrorReply.OAuth(invalidClientStatus, "invalid_client", "authentication failed");
        }

        return tokens.Grant(id);
    }

    private static Reply Refuse(string why) => ErrorReply.OAuth(400, "invalid_request", why);

    private static string? Single(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out StringValues values) && values.Count == 1 ? values[0] : null;
}
