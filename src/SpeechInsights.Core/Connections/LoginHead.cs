namespace SpeechInsights.Connections;

/// <summary>What is looked at of a request that comes to the listener.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, as it was sent.</param>
/// <param name="Query">The query without its question mark, or empty.</param>
/// <param name="Host">The one Host header; empty where there is none or several.</param>
internal sealed record LoginHead(string Method, string Path, string Query, string Host)
{
    private const string HostHeader = "Host:";

    /// <param name="text">The request up to its empty line.</param>
    /// <returns>Null where it is no request of HTTP/1.1.</returns>
    public static LoginHead? Parse(string text)
    {
        string[] lines = text.Split("\r\n");
        string[] words = lines[0].Split(' ');
        if (words.Length != 3 || !words[1].StartsWith('/') || !words[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return null;
        }

        string[] hosts = [.. lines.Skip(1).Where(static line => line.StartsWith(HostHeader, StringComparison.OrdinalIgnoreCase)).Select(static line => line[HostHeader.Length..].Trim())];
        int mark = words[1].IndexOf('?', StringComparison.Ordinal);
        return new LoginHead(
            words[0],
            mark < 0 ? words[1] : words[1][..mark],
            mark < 0 ? "" : words[1][(mark + 1)..],
            hosts.Length == 1 ? hosts[0] : "");
    }

    // The query holds a code.
    public override string ToString() => $"{Method} {Path}";
}
