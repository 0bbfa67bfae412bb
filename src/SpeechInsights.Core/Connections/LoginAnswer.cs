namespace SpeechInsights.Connections;

/// <summary>What the browser brings back: a code, or why there is none (RFC 6749, sections 4.1.2 and 4.1.2.1).</summary>
/// <param name="Code">The code; null where the login was refused.</param>
/// <param name="Error">The error, one of the standard's or 'another error'; null where there is a code.</param>
internal sealed record LoginAnswer(string? Code, string? Error)
{
    private const int LongestCode = 4096;

    private static readonly string[] s_errors =
        ["invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable"];

    /// <summary>Reads the query of a request; null where it does not answer this login.</summary>
    public static LoginAnswer? Read(string query, LoginProof proof)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            if (!values.TryAdd(name, equals < 0 ? "" : Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '))))
            {
                return null;
            }
        }

        if (!proof.IsState(values.GetValueOrDefault("state")))
        {
            return null;
        }

        return (values.GetValueOrDefault("code"), values.GetValueOrDefault("error")) switch
        {
            (null, { } error) => new LoginAnswer(null, Array.Find(s_errors, known => known == error) ?? "another error"),
            ({ Length: > 0 and <= LongestCode } code, null) when code.All(static c => c is > ' ' and <= '~') => new LoginAnswer(code, null),
            _ => null,
        };
    }

    public override string ToString() => Error ?? "***";
}
