namespace SpeechInsights.Models;

/// <summary>What is to be looked over.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Start">The start of the window; null looks at no window.</param>
/// <param name="End">The end of the window.</param>
/// <param name="Now">The time that the window is held against.</param>
internal sealed record ModelInspection(string ModelId, DateTimeOffset? Start, DateTimeOffset? End, DateTimeOffset Now);
