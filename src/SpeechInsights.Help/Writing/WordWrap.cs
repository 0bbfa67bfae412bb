namespace SpeechInsights.Help.Writing;

/// <summary>Breaks lines between words.</summary>
internal static class WordWrap
{
    /// <param name="line">The line.</param>
    /// <param name="indent">What each line begins with.</param>
    /// <param name="hanging">How much further in the second line and those after it begin.</param>
    /// <param name="width">The longest line; a word that is longer stays whole.</param>
    public static IEnumerable<string> Wrap(string line, string indent, int hanging, int width)
    {
        string rest = indent + line;
        int start = indent.Length;
        while (rest.Length > width)
        {
            int at = rest.LastIndexOf(' ', width, width - start);
            if (at <= start || string.IsNullOrWhiteSpace(rest[..at]))
            {
                at = rest.IndexOf(' ', start + rest[start..].TakeWhile(static c => c == ' ').Count());
                if (at < 0)
                {
                    break;
                }
            }

            yield return rest[..at];
            rest = indent + new string(' ', hanging) + rest[(at + 1)..].TrimStart();
            start = indent.Length + hanging;
        }

        yield return rest;
    }
}
