namespace SpeechInsights.Help.Cmdlets;

/// <summary>A parameter as the library declares it.</summary>
internal sealed record ParameterDescription
{
    public required string Name { get; init; }

    /// <summary>The type's name as PowerShell users write it.</summary>
    public required string TypeName { get; init; }

    public bool IsSwitch { get; init; }

    /// <summary>The values of an enumeration, or nothing.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool TakesWildcards { get; init; }

    /// <summary>The sets that it belongs to.</summary>
    public required IReadOnlyList<SetMembership> Memberships { get; init; }

    /// <summary>The profile that alone has it, or null.</summary>
    public string? OnlyOn { get; init; }

    /// <summary>The least and the most that it takes, as text; or null.</summary>
    public (string Least, string Most)? Bounds { get; init; }

    /// <summary>Text of its own for a parameter that PowerShell adds; null where a page has to describe it.</summary>
    public string? BuiltInText { get; init; }

    public SetMembership? In(string set) =>
        Memberships.FirstOrDefault(membership => membership.Set == set) ?? Memberships.FirstOrDefault(static membership => membership.Set == SetMembership.AllSets);
}
