namespace SpeechInsights.Simulator.Platform;

/// <summary>The names of the agents, and who of them has left.</summary>
internal static class AgentNames
{
    private static readonly string[] s_first = ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jule", "Kai", "Lena"];
    private static readonly string[] s_last = ["Abel", "Brandt", "Costa", "Duval", "Ek"];

    public static string Of(int agent) => $"{s_first[agent % s_first.Length]} {s_last[agent / s_first.Length % s_last.Length]}";

    /// <summary>One of ten: their conversations are still there.</summary>
    public static bool HasLeft(int agent) => agent % 10 == 3;
}
