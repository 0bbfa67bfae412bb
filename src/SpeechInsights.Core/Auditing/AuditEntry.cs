namespace SpeechInsights;

/// <summary>A line of the audit trail.</summary>
public sealed class AuditEntry
{
    internal AuditEntry()
    {
    }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The line's number in the chain, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The run; its start and its end have the same one.</summary>
    public required Guid? RunId { get; init; }

    /// <summary>The session.</summary>
    public required Guid? SessionId { get; init; }

    /// <summary>The cmdlet.</summary>
    public required string Command { get; init; }

    /// <summary>How the run stood; a start that has no end is shown as Interrupted.</summary>
    public required AuditStatus Status { get; init; }

    /// <summary>The id of the error, or null.</summary>
    public required string? Error { get; init; }

    /// <summary>The start of the window that was asked about, or null.</summary>
    public required DateTimeOffset? DateFrom { get; init; }

    /// <summary>The end of the window that was asked about, or null.</summary>
    public required DateTimeOffset? DateTo { get; init; }

    /// <summary>The model that was asked, or null.</summary>
    public required string? ModelId { get; init; }

    /// <summary>How many interactions were named; null where all of the window were asked about.</summary>
    public required long? InteractionCount { get; init; }

    /// <summary>How long the run took, in milliseconds; null at its start.</summary>
    public required double? ExecutionLatencyMs { get; init; }

    /// <summary>Requests that were sent.</summary>
    public required long RequestCount { get; init; }

    /// <summary>Repeats among them.</summary>
    public required long RetryCount { get; init; }

    /// <summary>Objects that were given to the pipeline; null at the start.</summary>
    public required long? ResultCount { get; init; }

    /// <summary>The AlignmentRate, where accuracy was measured; in spite of its name no accuracy, but the share of rows that are rated and positive.</summary>
    public required double? AccuracyScore { get; init; }

    /// <summary>Correlation ids of the first answers, and of the last one.</summary>
    public required IReadOnlyList<string> CorrelationId { get; init; }

    /// <summary>The account that ran it.</summary>
    public required string? User { get; init; }

    /// <summary>The machine that ran it.</summary>
    public required string? Host { get; init; }

    /// <summary>The OAuth client.</summary>
    public required string? ClientId { get; init; }

    /// <summary>The API's host.</summary>
    public required string? ApiHost { get; init; }

    /// <summary>The hash of the line before.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The line's own hash.</summary>
    public required string Hash { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Sequence} {Timestamp:u} {Command} {Status}");
}
