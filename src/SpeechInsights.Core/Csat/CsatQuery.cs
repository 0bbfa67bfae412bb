using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>A question for survey scores, validated.</summary>
internal sealed record CsatQuery
{
    /// <summary>Rows a page: the most that the contract allows.</summary>
    public const int PageSize = 100;

    /// <param name="start">The start of the window.</param>
    /// <param name="end">The end of the window.</param>
    /// <param name="interactionId">The interactions; null asks about all of the window.</param>
    /// <param name="profile">The profile whose bounds hold.</param>
    public CsatQuery(DateTimeOffset start, DateTimeOffset end, IReadOnlyList<string>? interactionId, ApiProfile profile)
    {
        QueryValidation.CheckWindow(start, end, profile);
        QueryValidation.CheckIdentifiers(interactionId, "-InteractionId");
        StartTime = start.ToUniversalTime();
        EndTime = end.ToUniversalTime();
        InteractionId = interactionId is null ? null : [.. interactionId.Distinct(StringComparer.Ordinal)];
    }

    public DateTimeOffset StartTime { get; }

    public DateTimeOffset EndTime { get; }

    public IReadOnlyList<string>? InteractionId { get; init; }

    /// <summary>Names of survey forms, or ids of their contexts, that count; null for all.</summary>
    public IReadOnlyList<string>? SurveyForm { get; init; }
}
