namespace SpeechInsights.Http;

/// <summary>Reads an address that comes from a file, a server or a person.</summary>
internal static class AddressText
{
    /// <returns>Null where the text is no absolute address.</returns>
    public static Uri? Read(string? text)
    {
        try
        {
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null;
        }
        catch (IndexOutOfRangeException)
        {
            // .NET's own fault (8 to 10): two slashes, and behind them nothing but characters that say which way text runs.
            return null;
        }
    }
}
