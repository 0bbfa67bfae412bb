namespace SpeechInsights.Coaching;

/// <summary>An appointment that is wanted, validated.</summary>
/// <param name="AgentId">Who is coached.</param>
/// <param name="InteractionIds">What it is about; one or more, none twice.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Start">When it begins; seconds are left out.</param>
/// <param name="Duration">How long it lasts, in whole minutes.</param>
/// <param name="FacilitatorId">Who coaches; null names nobody.</param>
internal sealed record AppointmentRequest(
    string AgentId, IReadOnlyList<string> InteractionIds, string Name, string Description, DateTimeOffset Start, TimeSpan Duration, string? FacilitatorId);
