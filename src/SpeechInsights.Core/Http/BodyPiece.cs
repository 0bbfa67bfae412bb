using System.Buffers;

namespace SpeechInsights.Http;

/// <summary>A piece of a body, and the one behind it.</summary>
internal sealed class BodyPiece : ReadOnlySequenceSegment<byte>
{
    private BodyPiece(ReadOnlyMemory<byte> memory, long start)
    {
        Memory = memory;
        RunningIndex = start;
    }

    /// <summary>The pieces one behind the other.</summary>
    public static ReadOnlySequence<byte> Join(params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        BodyPiece first = new(pieces[0], 0);
        BodyPiece last = first;
        foreach (ReadOnlyMemory<byte> piece in pieces[1..])
        {
            BodyPiece next = new(piece, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
