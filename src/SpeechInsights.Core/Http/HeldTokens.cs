namespace SpeechInsights.Http;

/// <summary>
/// The tokens that this process holds, so that no text of a server's that repeats one is shown. They are not kept alive
/// here: one that nobody uses any more is forgotten.
/// </summary>
internal static class HeldTokens
{
    private const string Masked = "***";

    // A shorter one would be found in words that are none; no server gives such.
    private const int ShortestToken = 16;

    private static readonly object s_gate = new();
    private static WeakReference<string>[] s_tokens = [];

    public static void Add(string token)
    {
        if (token.Length < ShortestToken)
        {
            return;
        }

        lock (s_gate)
        {
            // The longest first: one that is a part of another must not break it up.
            s_tokens =
            [
                .. s_tokens.Append(new WeakReference<string>(token))
                    .Where(static held => held.TryGetTarget(out _))
                    .OrderByDescending(static held => held.TryGetTarget(out string? text) ? text.Length : 0),
            ];
        }
    }

    /// <summary>The text without any of them.</summary>
    public static string Mask(string text)
    {
        foreach (WeakReference<string> held in Volatile.Read(ref s_tokens))
        {
            if (held.TryGetTarget(out string? token) && text.Contains(token, StringComparison.Ordinal))
            {
                text = text.Replace(token, Masked, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
