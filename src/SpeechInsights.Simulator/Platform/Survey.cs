namespace SpeechInsights.Simulator.Platform;

/// <summary>One survey that was sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">The agent it is about.</param>
/// <param name="FormContextId">The form that was asked.</param>
/// <param name="Status">Finished, Pending, Expired or OptOut.</param>
/// <param name="Created">When it was sent.</param>
/// <param name="EventTime">When it was answered, or else sent.</param>
/// <param name="TotalScore">0 to 100; null without an answer.</param>
/// <param name="PromoterScore">0 to 10; null where the form does not ask.</param>
internal sealed record Survey(
    string Id,
    string UserId,
    string FormContextId,
    string Status,
    DateTimeOffset Created,
    DateTimeOffset EventTime,
    int? TotalScore,
    int? PromoterScore);
