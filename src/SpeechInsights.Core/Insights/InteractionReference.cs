namespace SpeechInsights;

/// <summary>The id of an interaction (a conversation). PowerShell makes one of a string or a Guid, and of nothing else.</summary>
public sealed class InteractionReference
{
    /// <summary>Takes an id as text.</summary>
    public InteractionReference(string id) => Id = id ?? "";

    /// <summary>Takes an id as a Guid; it is written as Genesys Cloud does, in lower case with hyphens.</summary>
    public InteractionReference(Guid id) => Id = id.ToString("D");

    /// <summary>The id, compared letter by letter.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
