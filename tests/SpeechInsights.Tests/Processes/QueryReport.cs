namespace SpeechInsights.Tests.Processes;

/// <summary>What a query in another process came to.</summary>
/// <param name="Rows">Interaction and agent of each row.</param>
/// <param name="ErrorId">The error, or null.</param>
/// <param name="Hint">What it says to do.</param>
/// <param name="Text">All that it says.</param>
internal sealed record QueryReport(string[] Rows, string? ErrorId, string? Hint, string? Text);
