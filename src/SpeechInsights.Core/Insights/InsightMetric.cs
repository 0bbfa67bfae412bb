namespace SpeechInsights;

/// <summary>What is measured for each interaction.</summary>
public enum InsightMetric
{
    /// <summary>How often the topics were spoken of.</summary>
    SpeechAnalytics,

    /// <summary>How positive the interaction was, −1 to 1.</summary>
    Sentiment,
}
