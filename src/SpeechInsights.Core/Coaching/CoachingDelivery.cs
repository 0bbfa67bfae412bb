namespace SpeechInsights;

/// <summary>Insights that are sent to a coaching platform in one request, under one id.</summary>
public sealed class CoachingDelivery
{
    internal CoachingDelivery()
    {
    }

    /// <summary>The id, which the receiver gets as <c>webhook-id</c>; the same at each attempt.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Where it goes; a query in the address is not shown.</summary>
    public required string Uri { get; init; }

    /// <summary>How it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Insights in it, 1 or more.</summary>
    public required int InsightCount { get; init; }

    /// <summary>Attempts so far.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>The status of the last answer; null where there was none.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why it was given up: <c>Refused</c>, <c>Gone</c> or <c>AttemptsExhausted</c>; null where it was not.</summary>
    public required string? Reason { get; init; }

    /// <summary>When it was written to the spool, in UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the next attempt is due, in UTC; null where there is none.</summary>
    public required DateTimeOffset? NextAttempt { get; init; }

    /// <summary>The spool that it lies in.</summary>
    public required string SpoolPath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => DeliveryId;
}
