namespace SpeechInsights.Help.Errors;

/// <summary>An error id as the library's catalogue has it.</summary>
internal sealed record ErrorDescription(string Id, string Group, string Advice, bool OfAnyRequest, bool OfRecord);
