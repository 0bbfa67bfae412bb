namespace SpeechInsights;

/// <summary>What a row stands for.</summary>
public enum InsightGrouping
{
    /// <summary>A row for each interaction; always among the groupings.</summary>
    InteractionId,

    /// <summary>A row for each agent of an interaction.</summary>
    AgentId,
}
