using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Who spoke how long in a communication, in milliseconds.</summary>
/// <param name="Silence">Nobody.</param>
/// <param name="Overtalk">Both at once; a part of both speeches.</param>
/// <param name="OvertalkCount">How often.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Other">Neither: music, announcements.</param>
internal readonly record struct SpeechTimes(int Silence, int Overtalk, int OvertalkCount, int Agent, int Customer, int Other)
{
    /// <summary>Speech and silence.</summary>
    public int Total => Silence + Agent + Customer - Overtalk;

    public static SpeechTimes Draw(ref RandomStream random)
    {
        int agent = 20_000 + random.NextInt32(400_000);
        int customer = 15_000 + random.NextInt32(300_000);
        int overtalks = random.NextInt32(12);
        int overtalk = overtalks == 0 ? 0 : overtalks * (200 + random.NextInt32(900));
        return new SpeechTimes(random.NextInt32(120_000), Math.Min(overtalk, Math.Min(agent, customer)), overtalks, agent, customer, random.NextInt32(30_000));
    }
}
