namespace SpeechInsights.Help.Pages;

/// <summary>A parameter's or a type's part of a page.</summary>
/// <param name="Name">Without the hyphen.</param>
/// <param name="Text">Its paragraphs.</param>
/// <param name="Default">What the page names as the default value, or null.</param>
internal sealed record HelpEntry(string Name, IReadOnlyList<string> Text, string? Default);
