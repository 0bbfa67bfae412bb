namespace SpeechInsights.Help.Pages;

/// <summary>An example.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
