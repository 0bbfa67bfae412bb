namespace SpeechInsights.Tests.Faults;

/// <summary>A fault, and what must come of it: a line of docs/faults.md.</summary>
/// <param name="Where">What it strikes.</param>
/// <param name="Name">What happens, in words.</param>
/// <param name="Outcome">The error's id, or <see cref="Whole"/>.</param>
internal record FaultLine(string Where, string Name, string Outcome)
{
    /// <summary>Every row, as the truth has it.</summary>
    public const string Whole = "the whole result";

    /// <summary>Every row, and those that came in while it was read.</summary>
    public const string WholeAndMore = "the whole result (3 more rows), and a warning";

    /// <summary>How often it is sent before it is given up; null where it fires once or twice and passes.</summary>
    public int? Attempts { get; init; }

    public bool IsWhole => Outcome.StartsWith(Whole, StringComparison.Ordinal);

    public override string ToString() => $"{Where}: {Name}";
}
