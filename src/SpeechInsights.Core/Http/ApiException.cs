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
    public ApiException AsFinal() => With(Message, Code, isTransient: false);

    /// <summary>The same failure without a secret that the server sent back, in whichever of its texts.</summary>
    public ApiException Without(string secret) =>
        Message.Contains(secret, StringComparison.Ordinal) || Code?.Contains(secret, StringComparison.Ordinal) == true
            ? With(Hide(Message, secret), Code is null ? null : Hide(Code, secret), IsTransient)
            : this;

    private static string Hide(string text, string secret) => text.Replace(secret, "***", StringComparison.Ordinal);

    private ApiException With(string message, string? code, bool isTransient) => new(Error, message, Hint, Target, InnerException)
    {
        Status = Status,
        Code = code,
        CorrelationId = CorrelationId,
        RetryAfter = RetryAfter,
        IsTransient = isTransient,
        WasRefused = WasRefused,
    };
}
