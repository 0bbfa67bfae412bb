using SpeechInsights.Simulator.Faults;

namespace SpeechInsights.Tests.Faults;

/// <summary>A fault that the simulator is ordered to have.</summary>
/// <param name="Name">What happens, in words.</param>
/// <param name="Order">How the simulator is told.</param>
/// <param name="Outcome">The error's id, or <see cref="FaultLine.Whole"/>.</param>
internal sealed record FaultCase(string Name, FaultOrder Order, string Outcome) : FaultLine(NameOf(Order.Path), Name, Outcome)
{
    /// <summary>Whether each time it fires the request is sent again and counted as a repeat.</summary>
    public bool IsRepeated => Order.Kind is FaultKind.Status or FaultKind.Reset or FaultKind.ResetInBody or FaultKind.Truncate
        or FaultKind.Html or FaultKind.Empty or FaultKind.Stall or FaultKind.Garbage;

    public override string ToString() => base.ToString();

    private static string NameOf(string path) => path switch
    {
        FaultMatrix.Query => "a page of insights",
        FaultMatrix.Survey => "a page of scores",
        FaultMatrix.Model => "the model",
        PlatformFaults.Made => "the making of a job of insights",
        PlatformFaults.Read => "a look at a job of insights, or a page of it",
        PlatformFaults.Scores => "a look at a job of scores, or a page of it",
        _ => "the token",
    };
}
