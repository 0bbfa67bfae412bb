using System.Buffers.Text;

namespace SpeechInsights.Api.Summary;

/// <summary>The body of a summary query, written once; its pages differ in two numbers only, and it may hold a thousand ids.</summary>
internal sealed class PagedBody
{
    private const int LongestPlace = 64;

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
    public ReadOnlyMemory<byte> At(long offset, int size)
    {
        byte[] body = new byte[_before.Length + LongestPlace + _after.Length];
        _before.Span.CopyTo(body);
        int length = _before.Length;
        length += Write(body.AsSpan(length), "\"size\":"u8, size);
        length += Write(body.AsSpan(length), ",\"offset\":"u8, offset);
        _after.Span.CopyTo(body.AsSpan(length));
        return body.AsMemory(0, length + _after.Length);
    }

    private static int Write(Span<byte> target, ReadOnlySpan<byte> name, long number)
    {
        name.CopyTo(target);
        Utf8Formatter.TryFormat(number, target[name.Length..], out int written);
        return name.Length + written;
    }
}
