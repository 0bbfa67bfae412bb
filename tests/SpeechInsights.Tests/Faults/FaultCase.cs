using SpeechInsights.Simulator.Faults;

namespace SpeechInsights.Tests.Faults;

/// <summary>A fault, and what must come of it.</summary>
/// <param name="Name">What happens, in words.</param>
/// <param name="Order">How the simulator is told.</param>
/// <param name="Outcome">The error's id, or <see cref="Whole"/>.</param>
internal sealed record FaultCase(string Name, FaultOrder Order, string Outcome)
{
    /// <summary>Every row, as the truth has it.</summary>
    public const string Whole = "the whole result";

    /// <summary>How often it is repeated before it is given up; null where it fires once or twice and passes.</summary>
    public int? Attempts { get; init; }

    public string Where => Order.Path switch
    {
        FaultMatrix.Query => "a page of insights",
        FaultMatrix.Survey => "a page of scores",
        FaultMatrix.Model => "the model",
        _ => "the token",
    };
}
