using System.Runtime.InteropServices;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>
/// 64 bits that stand for a conversation: 63 of a hash, and one that is set where a row has no id and stands for itself. Two conversations
/// with one key would count as one, which moves an end of an interval and no figure.
/// </summary>
internal static class ConversationKey
{
    private const ulong OwnBit = 1UL << 63;
    private const uint OwnSeed = 1;

    /// <param name="interactionId">The id; null or empty for a row that stands for itself.</param>
    /// <param name="sentiment">The row's sentiment, by which rows without an id are told apart, so that their order does not matter.</param>
    /// <param name="csat">The row's score.</param>
    public static ulong Of(string? interactionId, double sentiment, double csat) => string.IsNullOrEmpty(interactionId)
        ? (ulong)RowKey.Compute(MemoryMarshal.AsBytes([sentiment, csat]), OwnSeed) | OwnBit
        : (ulong)RowKey.Compute(MemoryMarshal.AsBytes(interactionId.AsSpan())) & ~OwnBit;

    /// <summary>Whether each row with the key is a conversation of its own.</summary>
    public static bool IsOwn(ulong key) => (key & OwnBit) != 0;
}
