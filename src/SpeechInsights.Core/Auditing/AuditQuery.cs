namespace SpeechInsights.Auditing;

/// <summary>What was asked, as counts: a line stays short, and names no customer.</summary>
internal sealed record AuditQuery
{
    public DateTimeOffset? DateFrom { get; init; }

    public DateTimeOffset? DateTo { get; init; }

    public string? ModelId { get; init; }

    /// <summary>How many interactions were named; null where all of the window were asked about.</summary>
    public int? InteractionCount { get; init; }

    public int? TopicCount { get; init; }

    public double? MinimumSentiment { get; init; }

    /// <summary>Rows that earlier runs of the same checkpoint gave; null without a checkpoint.</summary>
    public long? ResumedRows { get; init; }

    /// <summary>Deliveries that arrived; null where none were to be sent.</summary>
    public int? DeliveredCount { get; init; }

    /// <summary>Deliveries that wait for another attempt; null where none were to be sent.</summary>
    public int? WaitingCount { get; init; }

    /// <summary>Deliveries that were given up; null where none were to be sent.</summary>
    public int? DeadCount { get; init; }

    /// <summary>The name, id or host that a change was about.</summary>
    public string? Target { get; init; }

    public static AuditQuery Of(InsightQuery query) => new()
    {
        DateFrom = query.StartTime,
        DateTo = query.EndTime,
        ModelId = query.ModelId,
        InteractionCount = query.InteractionId?.Count,
        TopicCount = query.Topic?.Count,
        MinimumSentiment = query.MinimumSentiment,
    };
}
