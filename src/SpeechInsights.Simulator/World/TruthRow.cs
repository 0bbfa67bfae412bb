namespace SpeechInsights.Simulator.World;

/// <summary>What is really so about one insight row, for tests to compare with what a client reports.</summary>
internal sealed record TruthRow(
    string InteractionId,
    string AgentId,
    DateTimeOffset Time,
    DateTimeOffset Start,
    IReadOnlyList<string> Topics,
    int SpeechCount,
    int SentimentCount,
    double? Sentiment,
    double? Csat,
    int SurveyCount);
