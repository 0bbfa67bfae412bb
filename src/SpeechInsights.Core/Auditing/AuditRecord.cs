namespace SpeechInsights.Auditing;

/// <summary>What a line of the trail says, before it has a place in the chain.</summary>
internal sealed record AuditRecord
{
    public required DateTimeOffset Timestamp { get; init; }

    public Guid? RunId { get; init; }

    public Guid? SessionId { get; init; }

    public required string Command { get; init; }

    public AuditQuery? Query { get; init; }

    public double? ExecutionLatencyMs { get; init; }

    public int RequestCount { get; init; }

    public int RetryCount { get; init; }

    public long? ResultCount { get; init; }

    public double? AccuracyScore { get; init; }

    public required AuditStatus Status { get; init; }

    /// <summary>The id of the error, never its text.</summary>
    public string? Error { get; init; }

    public IReadOnlyList<string> CorrelationIds { get; init; } = [];

    public string? ClientId { get; init; }

    public string? ApiHost { get; init; }

    public ApiProfile? Profile { get; init; }
}
