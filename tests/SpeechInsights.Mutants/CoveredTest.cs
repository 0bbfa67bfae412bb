namespace SpeechInsights.Mutants;

internal sealed record CoveredTest(int Milliseconds, IReadOnlyList<int> Reached);
