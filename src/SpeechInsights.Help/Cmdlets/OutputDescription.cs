namespace SpeechInsights.Help.Cmdlets;

/// <summary>A type of the library that a cmdlet gives.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="Properties">Its properties in their order, each with its docstring; null where it has none.</param>
internal sealed record OutputDescription(string TypeName, IReadOnlyList<(string Name, string? Text)> Properties);
