namespace SpeechInsights.Help.Pages;

/// <summary>A source that can't be read. The message has the form in which MSBuild takes a line for an error.</summary>
internal sealed class HelpSourceException(string path, string message) : Exception(Line(path, message))
{
    public static string Line(string path, string message) => $"{path}: error HELP: {message}";
}
