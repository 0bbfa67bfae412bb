namespace SpeechInsights;

/// <summary>A rule by which a row is one to coach by.</summary>
public enum CoachingRule
{
    /// <summary>The survey score is low.</summary>
    LowCsat,

    /// <summary>The mean sentiment is low.</summary>
    LowSentiment,

    /// <summary>Sentiment and survey score say different things.</summary>
    Disagreement,

    /// <summary>A topic was mentioned.</summary>
    Topic,
}
