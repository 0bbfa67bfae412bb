using System.Globalization;
using System.Text.Json;

namespace SpeechInsights.Simulator.Http;

/// <summary>The service's two kinds of error bodies.</summary>
internal static class ErrorReply
{
    public static Reply Api(int status, string code, string message, string contextId) =>
        Api(new RefusedException(status, code, message), contextId);

    public static Reply Api(RefusedException refused, string contextId) =>
        Api(refused.Status, refused.Code, refused.Message, contextId, writer => WriteParameters(writer, refused.Parameters), refused.Field);

    private static Reply Api(int status, string code, string message, string contextId, Action<Utf8JsonWriter> writeMore, string? field) => Reply.Of(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, message);
        writer.WriteString("code"u8, code);
        writer.WriteNumber("status"u8, status);
        writer.WriteString("contextId"u8, contextId);
        writer.WriteStartArray("details"u8);
        if (field is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("errorCode"u8, code);
            writer.WriteString("fieldName"u8, field);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("errors"u8);
        writer.WriteEndArray();
        writeMore(writer);
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

    /// <param name="retryAfterSeconds">How long to wait.</param>
    /// <param name="limitKey">The platform's name of the limit; null leaves it out.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="contextId">The correlation id.</param>
    public static Reply TooManyRequests(int retryAfterSeconds, string? limitKey, int limit, string contextId)
    {
        string seconds = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Api(429, "too.many.requests.retry.after",
            $"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds", contextId, writer => WriteLimit(writer, limitKey, limit), null)
            .WithHeader("Retry-After", seconds);
    }

    private static void WriteLimit(Utf8JsonWriter writer, string? key, int limit)
    {
        if (key is not null)
        {
            writer.WriteStartObject("limit"u8);
            writer.WriteString("key"u8, key);
            writer.WriteString("namespace"u8, "platform.api"u8);
            writer.WriteNumber("value"u8, limit);
            writer.WriteEndObject();
        }
    }

    private static void WriteParameters(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? parameters)
    {
        if (parameters is not null)
        {
            writer.WriteStartObject("messageParams"u8);
            foreach ((string name, string value) in parameters)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }
    }
}
