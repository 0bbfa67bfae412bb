using System.Text.Json;
using SpeechInsights.Api;
using SpeechInsights.Http;

namespace SpeechInsights.Sessions;

/// <summary>
/// What a token endpoint's refusal means (RFC 6749, section 5.2). The server's own text is left out: it may hold what was
/// sent, and the code says enough.
/// </summary>
internal static class TokenError
{
    private static readonly string[] s_codes =
        ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "access_denied"];

    public static ApiException FromAnswer(ITokenEndpoint endpoint, ReceivedAnswer answer, DateTimeOffset now)
    {
        int status = (int)answer.Status;
        string? said = ServerMessage.Read(answer.Body.Span).Code;
        string? code = Array.Find(s_codes, known => known == said);
        TimeSpan? retryAfter = RetryAfter.Read(answer.Headers, now);
        bool refused = status is 400 or 401 or 403;
        return new ApiException(
            refused ? InsightsError.AuthenticationFailed
                : status == 429 ? InsightsError.RateLimitExceeded
                : status is 408 or >= 502 and <= 504 ? InsightsError.ServiceUnavailable
                : status >= 500 ? InsightsError.ServerError
                : InsightsError.InvalidResponse,
            refused
                ? $"{endpoint.Host} did not accept client {endpoint.ClientId} (HTTP {status}{(code is null ? "" : ", " + code)})."
                : $"{endpoint.Host} gave no token (HTTP {status}).",
            refused ? endpoint.RejectedHint : "Run it again later.",
            endpoint.ClientId)
        {
            Status = answer.Status,
            Code = code,
            CorrelationId = answer.CorrelationId,
            RetryAfter = retryAfter,
            IsTransient = status is 408 or 429 or 502 or 503 or 504 && !(retryAfter > RetryAfter.Longest),
        };
    }

    /// <summary>Reads a granted token; what can't be read is asked for again.</summary>
    public static TokenGrant Read(ITokenEndpoint endpoint, ReceivedAnswer answer)
    {
        try
        {
            return answer.IsHtml ? throw new JsonException() : endpoint.Read(answer.Body.Span);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new ApiException(
                InsightsError.InvalidResponse,
                $"{endpoint.Host} answered with something that is not a token (HTTP {(int)answer.Status}).",
                "Check the region or the login address, and proxies on the way.",
                endpoint.Host)
            {
                Status = answer.Status,
                CorrelationId = answer.CorrelationId,
                IsTransient = true,
            };
        }
    }
}
