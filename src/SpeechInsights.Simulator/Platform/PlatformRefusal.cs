using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The API's reasons to refuse, in its words.</summary>
internal static class PlatformRefusal
{
    public static RefusedException Value(string field, string value, IEnumerable<string> allowed) => new(
        400, "invalid.value", $"Value [{value}] is not valid for field type [{field}]. Allowable values are: {string.Join(", ", allowed)}") { Field = field };

    public static RefusedException UnknownField(string field, string owner) => new(
        400, "invalid.property", $"Value [{field}] is not a valid property for object [{owner}]") { Field = field };

    public static RefusedException Bad(string field, string message) => new(400, "general.bad.request", message) { Field = field };

    public static RefusedException Query(string parameter, string value, string allowed) => new(
        400, "invalid.query.param.value", $"Value [{value}] is not valid for parameter [{parameter}]. Allowable values are: {allowed}") { Field = parameter };

    public static RefusedException Date(string field) => new(
        400, "invalid.date", "Dates must be specified as ISO-8601 strings. For example: yyyy-MM-ddTHH:mm:ss.SSSZ") { Field = field };

    public static RefusedException Missing(string code, string message, string id) => new(404, code, message)
    {
        Parameters = new Dictionary<string, string> { ["id"] = id },
    };

    public static RefusedException Permission(IReadOnlyList<string> permissions)
    {
        string list = $"[{string.Join(", ", permissions)}]";
        return new RefusedException(
            403, "missing.any.permissions", "Unable to perform the requested action. You must have at least one of the following permissions assigned: " + list)
        {
            Parameters = new Dictionary<string, string> { ["permissions"] = list },
        };
    }

    /// <summary>What the API has and the simulator does not: a test must not take it for an answer.</summary>
    public static RefusedException NotModelled(string what) => new(501, "simulator.not.modelled", $"The simulator does not model {what}.");
}
