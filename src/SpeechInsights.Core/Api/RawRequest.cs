namespace SpeechInsights.Api;

/// <summary>A request to an operation that no cmdlet knows, as the user gave it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with a query where there is one.</param>
/// <param name="Body">The JSON body; empty for none.</param>
internal sealed record RawRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    private const string Base = "/api/";

    /// <summary>Whether it only reads: GET, and the queries and searches that are sent by POST.</summary>
    public bool IsRead => Method == HttpMethod.Get || (Method == HttpMethod.Post && PathOnly.Split('/')[^1] is "query" or "search");

    public string PathOnly => Path.Split('?', 2)[0];

    public string Query => Path.Split('?', 2) is [_, { } query] ? query : "";

    /// <exception cref="InsightsException">InvalidRequestPath.</exception>
    public static void CheckPath(string path)
    {
        string plain = path.Split('?', 2)[0];
        if (!plain.StartsWith(Base, StringComparison.Ordinal)
            || plain.Split('/').Any(static part => Uri.UnescapeDataString(part) is "." or "..")
            || path.Any(static c => c is <= ' ' or > '~' or '#' or '\\'))
        {
            throw new InsightsException(
                InsightsError.InvalidRequestPath,
                "-Path is no path of the API.",
                "Give it without a host, from /api/ on, for example /api/v2/users/me; what is not ASCII or has a space is escaped ([uri]::EscapeDataString).",
                "Path");
        }
    }
}
