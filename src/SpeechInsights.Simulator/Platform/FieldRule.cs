namespace SpeechInsights.Simulator.Platform;

/// <summary>What the definition says about a field in words, and no schema holds.</summary>
internal sealed record FieldRule
{
    public static readonly FieldRule None = new();

    /// <summary>The least value, characters or elements.</summary>
    public long? Minimum { get; init; }

    /// <summary>The most of them.</summary>
    public long? Maximum { get; init; }

    /// <summary>What counts where the field is left out.</summary>
    public string? Default { get; init; }

    /// <summary>Fields that can't stand beside it.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The field, and the values of it, that it may stand beside alone.</summary>
    public (string Field, IReadOnlyList<string> Values)? OnlyWhere { get; init; }

    /// <summary>The list that makes it necessary where it has several elements.</summary>
    public string? NeededBesideSeveral { get; init; }

    /// <summary>Texts that it can't be; null where it may be like its neighbours.</summary>
    public IReadOnlyList<string>? Unlike { get; init; }

    /// <summary>Whether the endpoint sees to it.</summary>
    public bool IsSeenTo { get; init; }
}
