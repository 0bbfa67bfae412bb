namespace SpeechInsights.Help.Pages;

/// <summary>A related link; the address may be empty.</summary>
internal sealed record HelpLink(string Text, string Address);
