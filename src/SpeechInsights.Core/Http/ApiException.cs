using System.Net;

namespace SpeechInsights.Http;

/// <summary>A request that failed: what the server or the network did, in words that hold no secret.</summary>
internal sealed class ApiException : InsightsException
{
    public ApiException(
        InsightsError error,
        string message,
        string? hint = null,
        string? target = null,
        Exception? innerException = null)
        : base(error, message, hint, target, innerException)
    {
    }

    /// <summary>The HTTP status, or null where there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The API's own error code, for example <c>bad.credentials</c>; or null.</summary>
    public string? Code { get; init; }

    /// <summary>The value of <c>ININ-Correlation-Id</c>, which Genesys support asks for; or null.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>How long the server asked to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same request may succeed a little later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is certain that the server did not carry the request out.</summary>
    public bool WasRefused { get; init; }

    /// <summary>The same failure, not to be repeated.</summary>
    public ApiException AsFinal() => new(Error, Message, Hint, Target, InnerException)
    {
        Status = Status,
        Code = Code,
        CorrelationId = CorrelationId,
        RetryAfter = RetryAfter,
        WasRefused = WasRefused,
    };
}
