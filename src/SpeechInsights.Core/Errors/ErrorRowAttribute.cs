namespace SpeechInsights;

/// <summary>What is known of an error id: error records, the help and the tests take it from here.</summary>
/// <param name="group">Where it comes from.</param>
/// <param name="category">The error record's category.</param>
/// <param name="advice">What to do about it, in the words of the help; where the error itself knows better, it says so.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ErrorRowAttribute(ErrorGroup group, FailureCategory category, string advice) : Attribute
{
    public ErrorGroup Group => group;

    public FailureCategory Category => category;

    public string Advice => advice;

    /// <summary>Whether any request may end with it, whatever it asks for.</summary>
    public bool OfAnyRequest { get; init; }

    /// <summary>Whether it says nothing about the next id, so that the next one has its turn in a cmdlet that takes several.</summary>
    public bool OfRecord { get; init; }

    /// <summary>Whether the same may go well later without anybody's doing.</summary>
    public bool MayPass { get; init; }
}
