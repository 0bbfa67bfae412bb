namespace SpeechInsights;

/// <summary>What a coaching webhook is told about.</summary>
public enum CoachingEvent
{
    /// <summary>A query of the analytics was completed.</summary>
    QueryCompleted,

    /// <summary>An insight was updated.</summary>
    InsightUpdated,
}
