using System.Globalization;
using System.Net;

namespace SpeechInsights.Http;

/// <summary>What an answer without success means, by its status.</summary>
internal static class StatusError
{
    /// <summary>Makes the error for an answer of the API.</summary>
    public static ApiException ToException(ApiRequest request, ReceivedAnswer answer, DateTimeOffset now)
    {
        ServerMessage said = ServerMessage.Read(answer.Body.Span);
        TimeSpan? retryAfter = RetryAfter.Read(answer.Headers, now);
        int status = (int)answer.Status;
        bool tooLong = retryAfter > RetryAfter.Longest;
        (InsightsError error, string text, string? hint) = Explain(request, answer.Status, retryAfter);
        return new ApiException(error, Describe(request, status, text, said, answer.CorrelationId), hint, request.Subject ?? request.Path)
        {
            Status = answer.Status,
            Code = said.Code,
            CorrelationId = answer.CorrelationId ?? said.ContextId,
            RetryAfter = retryAfter,
            IsTransient = !tooLong && status is 408 or 429 or 502 or 503 or 504,
            WasRefused = status is >= 400 and < 500 and not 408,
        };
    }

    private static (InsightsError Error, string Text, string? Hint) Explain(ApiRequest request, HttpStatusCode status, TimeSpan? retryAfter) =>
        (int)status switch
        {
            400 or 422 => (InsightsError.RequestRejected, "the server did not accept the request", null),
            401 => (InsightsError.TokenRejected, "the server did not accept the token",
                "Connect again, with a confidential OAuth client (client credentials grant) that is active in this organisation."),
            403 => (InsightsError.PermissionDenied, "the client may not do this", PermissionHint(request)),
            404 => (request.NotFound, "it does not exist", "Check the id, and that it belongs to this organisation and region."),
            409 => (request.Conflict, "it conflicts with what is there", null),
            408 => (InsightsError.OperationTimeout, "the server gave up waiting", "Run it again; check the network and proxies on the way where it lasts."),
            429 => (InsightsError.RateLimitExceeded, "too many requests",
                retryAfter is { } wait
                    ? string.Create(CultureInfo.InvariantCulture, $"The server asks to wait {wait.TotalSeconds:0} s. Lower -RequestsPerMinute or -ThrottleLimit at Connect-GenesysInsights.")
                    : null),
            502 or 503 or 504 => (InsightsError.ServiceUnavailable, "the service is not available", null),
            >= 500 => (InsightsError.ServerError, "the server failed", null),
            >= 300 and < 400 => (InsightsError.InvalidResponse, "the server wants to send the request elsewhere, which is not followed", "Check the base address."),
            _ => (InsightsError.InvalidResponse, "the server's answer is not known", "Check the base address and proxies on the way."),
        };

    // A scope comes with the roles that the Summary contract names; a permission can be in any role.
    private static string PermissionHint(ApiRequest request) => request switch
    {
        { Scope: { } scope } => $"The call needs the scope {scope}. Ask an administrator to give the OAuth client the Analytics Viewer and Speech Analytics Admin roles.",
        { Permission: { } permission } => $"The call needs the permission {permission}. Ask an administrator to give the OAuth client a role that has it.",
        _ => "Ask an administrator which role the OAuth client needs for it.",
    };

    private static string Describe(ApiRequest request, int status, string text, ServerMessage said, string? correlationId)
    {
        string subject = request.Subject is { } name ? $" ({DisplayText.Clean(name, 80)})" : "";
        string message = said.Message is null ? "" : $": {said.Message}";
        string code = said.Code is null ? "" : $" [{said.Code}]";
        string limit = said.Limit is null ? "" : $" Limit: {said.Limit}.";
        string correlation = correlationId is null ? "" : $" Correlation id: {correlationId}.";
        return $"{request.Method} {request.Path}{subject}: {text} (HTTP {status}){message}{code}.{limit}{correlation}";
    }
}
