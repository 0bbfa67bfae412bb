using System.Globalization;

namespace SpeechInsights.Simulator.Http;

/// <summary>What stands before every endpoint: the token, its scopes, and the rate limit.</summary>
internal sealed class ApiGate(TokenStore tokens, RateLimiter limiter, IReadOnlyCollection<string> deniedScopes, bool rateHeaders)
{
    private const string Scheme = "Bearer ";

    public TokenStore Tokens { get; } = tokens;

    public static string? BearerOf(HttpContext context)
    {
        string? header = context.Request.Headers.Authorization;
        return header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length
            ? header[Scheme.Length..]
            : null;
    }

    public Reply Answer(HttpContext context, ReceivedRequest request, ApiRoute? route, PageTweak tweak)
    {
        if (route?.IsToken == true)
        {
            return Dispatch(request, route, tweak);
        }

        string? token = BearerOf(context);
        if (token is null)
        {
            return ErrorReply.AuthenticationRequired(request.CorrelationId);
        }

        if (!Tokens.IsValid(token))
        {
            return ErrorReply.BadCredentials(request.CorrelationId);
        }

        if (!limiter.IsOn)
        {
            return AnswerWithin(request, route, tweak);
        }

        RateVerdict verdict = limiter.Admit(token);
        Reply reply = verdict.IsAdmitted
            ? AnswerWithin(request, route, tweak)
            : ErrorReply.TooManyRequests(verdict.ResetSeconds, route?.LimitKey, limiter.Limit, request.CorrelationId);
        return rateHeaders || route?.LimitKey is not null
            ? reply.WithHeader("inin-ratelimit-count", verdict.Count.ToString(CultureInfo.InvariantCulture))
                .WithHeader("inin-ratelimit-allowed", limiter.Limit.ToString(CultureInfo.InvariantCulture))
                .WithHeader("inin-ratelimit-reset", verdict.ResetSeconds.ToString(CultureInfo.InvariantCulture))
            : reply;
    }

    private Reply AnswerWithin(ReceivedRequest request, ApiRoute? route, PageTweak tweak)
    {
        if (route is null)
        {
            return ErrorReply.NotFound(request.CorrelationId);
        }

        return deniedScopes.Contains(route.Scope)
            ? ErrorReply.MissingScope(route.Scope!, request.CorrelationId)
            : Dispatch(request, route, tweak);
    }

    private static Reply Dispatch(ReceivedRequest request, ApiRoute route, PageTweak tweak)
    {
        if (route.Find(request.Method) is not { } answer)
        {
            return ErrorReply.NotAllowed(route.Allow, request.CorrelationId);
        }

        try
        {
            return answer(request, tweak);
        }
        catch (RefusedException refused)
        {
            return ErrorReply.Api(refused, request.CorrelationId);
        }
    }
}
