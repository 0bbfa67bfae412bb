using System.Globalization;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What a run counted.</summary>
internal sealed record FuzzReport(string Target, int Seed, int Accepted, int Refused, TimeSpan Elapsed)
{
    public int Total => Accepted + Refused;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"fuzz {Target}: {Accepted} accepted, {Refused} refused, {Total} inputs, seed {Seed}, {Elapsed.TotalSeconds:0.0} s");
}
