namespace SpeechInsights.Simulator.World;

/// <summary>SplitMix64: the same numbers on every machine and runtime, which System.Random does not promise.</summary>
internal struct RandomStream(ulong seed)
{
    private ulong _state = Mix(seed);

    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    public ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, limit).</summary>
    public int NextInt32(int limit) => (int)(((NextUInt64() >> 32) * (ulong)limit) >> 32);

    /// <summary>
    /// Close to standard normal. A sum of uniforms needs no logarithm, whose last digit may differ between machines.
    /// </summary>
    public double NextNormal()
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            ulong bits = NextUInt64();
            sum += (uint)bits + (double)(uint)(bits >> 32);
        }

        return ((sum / uint.MaxValue) - 4) * 1.224744871391589;
    }
}
