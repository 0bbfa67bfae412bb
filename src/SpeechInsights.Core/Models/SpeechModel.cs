namespace SpeechInsights;

/// <summary>A speech analytics model.</summary>
public sealed class SpeechModel
{
    internal SpeechModel(string id, string? name, string? status, string? type, DateTimeOffset? lastUpdated)
    {
        Id = id;
        Name = name;
        Status = status;
        Type = type;
        LastUpdated = lastUpdated;
    }

    /// <summary>The id, an opaque string.</summary>
    public string Id { get; }

    /// <summary>The name that people know it by.</summary>
    public string? Name { get; }

    /// <summary>The state as the server names it; <c>deployed</c>, on the Platform profile <c>published</c>, is the one that queries can use.</summary>
    public string? Status { get; }

    /// <summary>What it analyses, for example <c>sentiment</c>.</summary>
    public string? Type { get; }

    /// <summary>When it was last changed, in UTC.</summary>
    public DateTimeOffset? LastUpdated { get; }

    internal bool IsDeployed => string.Equals(Status, "deployed", StringComparison.OrdinalIgnoreCase) || string.Equals(Status, "published", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Name is null ? Id : $"{Name} ({Id})";
}
