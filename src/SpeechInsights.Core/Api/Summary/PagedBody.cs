using System.Buffers;
using System.Text;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>The body of a summary query, written once; its pages differ in two numbers only, and it may hold a thousand ids.</summary>
internal sealed class PagedBody
{
    private readonly ReadOnlyMemory<byte> _before;
    private readonly ReadOnlyMemory<byte> _after;

    /// <param name="first">The body with size 0 and offset 0.</param>
    public PagedBody(ReadOnlyMemory<byte> first)
    {
        // It can't be found in a text: quotes are escaped there.
        ReadOnlySpan<byte> place = "\"size\":0,\"offset\":0"u8;
        int at = first.Span.IndexOf(place);
        _before = first[..at];
        _after = first[(at + place.Length)..];
    }

    /// <summary>The body that asks for a page.</summary>
    public ReadOnlySequence<byte> At(long offset, int size) =>
        BodyPiece.Join(_before, Encoding.ASCII.GetBytes(FormattableString.Invariant($"\"size\":{size},\"offset\":{offset}")), _after);
}
