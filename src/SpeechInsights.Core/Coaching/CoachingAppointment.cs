namespace SpeechInsights;

/// <summary>A coaching appointment of Genesys Cloud.</summary>
public sealed class CoachingAppointment
{
    internal CoachingAppointment(string id, string name, IReadOnlyList<string> agentId, IReadOnlyList<string> interactionId)
    {
        AppointmentId = id;
        Name = name;
        AgentId = agentId;
        InteractionId = interactionId;
    }

    /// <summary>The id.</summary>
    public string AppointmentId { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The agents that are coached; one where this module made it.</summary>
    public IReadOnlyList<string> AgentId { get; }

    /// <summary>Who coaches; null where nobody was named.</summary>
    public string? FacilitatorId { get; internal init; }

    /// <summary>When it begins, in UTC, to the minute; null where the server does not say.</summary>
    public DateTimeOffset? Start { get; internal init; }

    /// <summary>How long it lasts; null where the server does not say.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <summary>Scheduled, InProgress, Completed or InvalidSchedule; null where the server took the order and has yet to carry it out.</summary>
    public string? Status { get; internal init; }

    /// <summary>The interactions that it is about.</summary>
    public IReadOnlyList<string> InteractionId { get; }

    /// <summary>Whether it was made now; false for one that was there.</summary>
    public bool IsNew { get; internal init; }

    internal CoachingAppointment AsNew() => new(AppointmentId, Name, AgentId, InteractionId) { FacilitatorId = FacilitatorId, Start = Start, Duration = Duration, Status = Status, IsNew = true };

    internal bool IsValid => Status != "InvalidSchedule";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({AppointmentId})";
}
