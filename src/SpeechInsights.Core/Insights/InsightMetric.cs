namespace SpeechInsights;

/// <summary>What is measured for each interaction. All but the first two are of the Platform profile.</summary>
public enum InsightMetric
{
    /// <summary>How often the topics were spoken of.</summary>
    SpeechAnalytics,

    /// <summary>How positive the interaction was, −1 to 1.</summary>
    Sentiment,

    /// <summary>How positive the customer's own phrases were.</summary>
    CustomerSentiment,

    /// <summary>How long nobody spoke.</summary>
    Silence,

    /// <summary>How long both spoke at once.</summary>
    Overtalk,

    /// <summary>How often both spoke at once.</summary>
    OvertalkCount,

    /// <summary>How long the agent spoke.</summary>
    AgentSpeech,

    /// <summary>How long the customer spoke.</summary>
    CustomerSpeech,

    /// <summary>How long there was other audio: music on hold, announcements.</summary>
    OtherAudio,

    /// <summary>How long it was in all: speech and silence.</summary>
    Duration,
}
