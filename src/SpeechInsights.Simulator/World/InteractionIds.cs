using System.Buffers.Binary;

namespace SpeechInsights.Simulator.World;

/// <summary>
/// Ids that look random and can be turned back into an index, so that no table of a million ids is needed. The first 48
/// bits are a keyed permutation of the index, the rest is a digest that must fit.
/// </summary>
internal sealed class InteractionIds
{
    private const ulong Mask = (1UL << 48) - 1;
    private const ulong FirstFactor = 0x9E3779B97F4BUL;
    private const ulong SecondFactor = 0xC2B2AE3D27D5UL;

    private static readonly ulong s_firstInverse = InverseOf(FirstFactor);
    private static readonly ulong s_secondInverse = InverseOf(SecondFactor);

    private readonly ulong _key;
    private readonly ulong _salt;

    public InteractionIds(int seed)
    {
        _key = RandomStream.Mix((ulong)(uint)seed * 2 + 1) & Mask;
        _salt = RandomStream.Mix((ulong)(uint)seed * 2 + 2);
    }

    public Guid IdOf(long index)
    {
        ulong head = Scramble(((ulong)index ^ _key) & Mask);
        ulong tail = RandomStream.Mix((ulong)index ^ _salt);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (head << 16) | 0x4000 | (tail & 0x0FFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000UL | (tail >> 2));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The index of an id, or -1 where it is not one of ours.</summary>
    public long IndexOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        ulong head = BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16;
        long index = (long)(Unscramble(head) ^ _key);
        return IdOf(index) == id ? index : -1;
    }

    private static ulong Scramble(ulong value)
    {
        value = (value * FirstFactor) & Mask;
        value ^= value >> 24;
        value = (value * SecondFactor) & Mask;
        return value ^ (value >> 24);
    }

    private static ulong Unscramble(ulong value)
    {
        value ^= value >> 24;
        value = (value * s_secondInverse) & Mask;
        value ^= value >> 24;
        return (value * s_firstInverse) & Mask;
    }

    // Newton's iteration doubles the correct low bits each time; five reach past 48.
    private static ulong InverseOf(ulong odd)
    {
        ulong inverse = odd;
        for (int i = 0; i < 5; i++)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse & Mask;
    }
}
