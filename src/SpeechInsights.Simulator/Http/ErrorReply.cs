using System.Globalization;

namespace SpeechInsights.Simulator.Http;

/// <summary>The service's two kinds of error bodies.</summary>
internal static class ErrorReply
{
    public static Reply Api(int status, string code, string message, string contextId) => Reply.Of(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, message);
        writer.WriteString("code"u8, code);
        writer.WriteNumber("status"u8, status);
        writer.WriteString("contextId"u8, contextId);
        writer.WriteStartArray("details"u8);
        writer.WriteEndArray();
        writer.WriteStartArray("errors"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static Reply OAuth(int status, string error, string description) => Reply.Of(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error"u8, error);
        writer.WriteString("description"u8, description);
        writer.WriteString("error_description"u8, description);
        writer.WriteEndObject();
    });

    public static Reply AuthenticationRequired(string contextId) => Api(401, "authentication.required",
        "No authentication bearer token specified in authorization header.", contextId);

    public static Reply BadCredentials(string contextId) =>
        Api(401, "bad.credentials", "Invalid login credentials.", contextId);

    public static Reply MissingScope(string scope, string contextId) => Api(403, "missing.permissions",
        "Unable to perform the requested action. You are missing the following permission(s): " + scope, contextId);

    public static Reply NotFound(string contextId) =>
        Api(404, "not.found", "The requested resource was not found.", contextId);

    public static Reply NotAllowed(string allow, string contextId) =>
        Api(405, "method.not.allowed", "The method is not allowed for this resource.", contextId).WithHeader("Allow", allow);

    public static Reply TooManyRequests(int retryAfterSeconds, string contextId)
    {
        string seconds = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Api(429, "too.many.requests.retry.after",
            $"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds", contextId)
            .WithHeader("Retry-After", seconds);
    }
}
