namespace SpeechInsights.Api;

/// <summary>An id as one segment of a path (RFC 3986, section 3.3): whatever its characters, it changes no other segment.</summary>
internal static class PathSegment
{
    /// <exception cref="InsightsException">EmptyIdentifier, or InvalidIdentifier: '.' and '..' are steps in a path even when they are escaped.</exception>
    public static string Of(string id) => id switch
    {
        "" => throw new InsightsException(InsightsError.EmptyIdentifier, "An id is empty.", "Look at the variable or property that it came from.", "Id"),
        "." or ".." => throw new InsightsException(
            InsightsError.InvalidIdentifier, $"'{id}' can't be an id: in an address it leads somewhere else.", "Look at the variable or property that it came from.", id),
        _ => Uri.EscapeDataString(id),
    };
}
