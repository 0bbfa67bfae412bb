namespace SpeechInsights.Models;

/// <summary>The errors of a model that is not named.</summary>
internal static class ModelErrors
{
    /// <param name="why">What wants one, as a sentence.</param>
    public static InsightsException Required(string why) => new(InsightsError.ModelIdRequired, why, target: "ModelId");

    public static InsightsException NoList() => Required("The Summary profile has no list of models.");
}
