namespace SpeechInsights;

/// <summary>What a row stands for. All but the first two are of the Platform profile.</summary>
public enum InsightGrouping
{
    /// <summary>A row for each interaction; always among the groupings.</summary>
    InteractionId,

    /// <summary>A row for each agent of an interaction.</summary>
    AgentId,

    /// <summary>A row for each queue of an interaction.</summary>
    QueueId,

    /// <summary>A row for each medium of an interaction: voice, chat, message, email.</summary>
    MediaType,

    /// <summary>A row for each direction of an interaction: inbound or outbound.</summary>
    Direction,

    /// <summary>A row for each topic that an interaction spoke of.</summary>
    TopicId,

    /// <summary>A row for each team of an interaction's agents.</summary>
    TeamId,

    /// <summary>A row for each division of an interaction.</summary>
    DivisionId,

    /// <summary>A row for each wrap-up code of an interaction.</summary>
    WrapUpCode,
}
