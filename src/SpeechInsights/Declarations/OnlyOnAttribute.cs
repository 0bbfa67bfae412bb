namespace SpeechInsights.Declarations;

/// <summary>A cmdlet or a parameter that one profile serves and the other refuses.</summary>
/// <param name="profile">The profile that serves it.</param>
/// <param name="why">What the other profile lacks, as a sentence.</param>
/// <param name="instead">What to do there, as a sentence.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
internal sealed class OnlyOnAttribute(ApiProfile profile, string why, string instead) : Attribute
{
    public ApiProfile Profile => profile;

    /// <param name="target">The cmdlet's or the parameter's name.</param>
    public InsightsException Refusal(string target) => new(InsightsError.NotSupportedByProfile, why, instead, target);
}
