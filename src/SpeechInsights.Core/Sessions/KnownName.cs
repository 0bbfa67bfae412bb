namespace SpeechInsights.Sessions;

/// <summary>Something that was read, by its id and its name.</summary>
internal readonly record struct KnownName(string Id, string? Name)
{
    public override string ToString() => Name is null ? Id : $"{Name} ({Id})";
}
