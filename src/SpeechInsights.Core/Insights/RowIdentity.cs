using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;

namespace SpeechInsights.Insights;

/// <summary>The key of a row: interaction, agent, time.</summary>
internal static class RowIdentity
{
    private const int OnStack = 512;

    [MethodImpl(HotPath.Optimized)]
    public static UInt128 Compute(string interactionId, string? agentId, DateTimeOffset? time)
    {
        ReadOnlySpan<byte> interaction = MemoryMarshal.AsBytes(interactionId.AsSpan());
        ReadOnlySpan<byte> agent = MemoryMarshal.AsBytes(agentId.AsSpan());
        int length = interaction.Length + agent.Length + 12;
        byte[]? rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> data = rented is null ? stackalloc byte[OnStack] : rented;

        // The length of the first part keeps ("ab", "c") and ("a", "bc") apart.
        BinaryPrimitives.WriteInt64LittleEndian(data, time?.UtcTicks ?? -1);
        BinaryPrimitives.WriteInt32LittleEndian(data[8..], agentId is null ? ~interaction.Length : interaction.Length);
        interaction.CopyTo(data[12..]);
        agent.CopyTo(data[(12 + interaction.Length)..]);
        UInt128 key = RowKey.Compute(data[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return key;
    }

    /// <summary>The key of a row that is grouped by more than interaction and agent.</summary>
    public static UInt128 Compute(ReadOnlySpan<string?> parts)
    {
        int length = 0;
        foreach (string? part in parts)
        {
            length += sizeof(int) + ((part?.Length ?? 0) * sizeof(char));
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        int at = 0;
        foreach (string? part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rented.AsSpan(at), part?.Length ?? -1);
            ReadOnlySpan<byte> text = MemoryMarshal.AsBytes(part.AsSpan());
            text.CopyTo(rented.AsSpan(at + sizeof(int)));
            at += sizeof(int) + text.Length;
        }

        UInt128 key = RowKey.Compute(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return key;
    }
}
