namespace SpeechInsights.Tests.Faults;

/// <summary>A fault that takes more than an order to the simulator.</summary>
/// <param name="Where">What it strikes.</param>
/// <param name="Name">What happens, in words.</param>
/// <param name="Outcome">The error's id, or <see cref="FaultLine.Whole"/>.</param>
/// <param name="Play">Lets it happen, and asserts that it did and what came of it.</param>
internal sealed record StagedFault(string Where, string Name, string Outcome, Func<StagedFault, Task> Play) : FaultLine(Where, Name, Outcome)
{
    public override string ToString() => base.ToString();
}
