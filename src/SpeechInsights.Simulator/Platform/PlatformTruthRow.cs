namespace SpeechInsights.Simulator.Platform;

/// <summary>What is really so about one conversation and agent, for tests to compare with what a client reports.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserId">The agent, or null.</param>
/// <param name="Start">When the conversation began.</param>
/// <param name="FirstAt">When the agent's first communication in the window began.</param>
/// <param name="SentimentCount">Communications with a score.</param>
/// <param name="SentimentSum">The sum of their scores, each −100 to 100.</param>
/// <param name="TopicCount">Topics spoken of, counted once for each communication.</param>
/// <param name="SurveyTotal">The mean total score of the conversation's surveys, 0 to 100; null without an answer.</param>
/// <param name="SurveyCount">Answered surveys of the conversation.</param>
/// <param name="NpsResponses">Answers to the recommendation question.</param>
/// <param name="NpsPromoters">Of them, 9 and 10.</param>
/// <param name="NpsDetractors">Of them, 0 to 6.</param>
internal sealed record PlatformTruthRow(
    string ConversationId,
    string? UserId,
    DateTimeOffset Start,
    DateTimeOffset FirstAt,
    int SentimentCount,
    int SentimentSum,
    int TopicCount,
    double? SurveyTotal,
    int SurveyCount,
    int NpsResponses,
    int NpsPromoters,
    int NpsDetractors);
