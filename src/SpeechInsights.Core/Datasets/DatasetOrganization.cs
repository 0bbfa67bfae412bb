using SpeechInsights.Insights;

namespace SpeechInsights.Datasets;

/// <summary>Whose rows a dataset's are.</summary>
internal static class DatasetOrganization
{
    /// <param name="given">What was said, or null.</param>
    /// <param name="session">The session, or null.</param>
    /// <exception cref="InsightsException">EmptyIdentifier or OrganizationRequired.</exception>
    public static string Of(string? given, InsightsSession? session)
    {
        if (given is not null)
        {
            QueryValidation.CheckIdentifier(given, "-Organization");
        }

        return given ?? session?.Identity?.Id ?? session?.ClientId
            ?? throw new InsightsException(InsightsError.OrganizationRequired, "It is not known whose rows they are.", target: "Organization");
    }
}
