using System.Buffers;

namespace SpeechInsights.Http;

/// <summary>A whole answer's bytes in a rented buffer, which goes back when this is disposed.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer;

    private PooledBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Reads to the last byte.</summary>
    /// <param name="limit">Most bytes that are taken.</param>
    /// <returns>The body; null where there is more than <paramref name="limit"/>.</returns>
    public static async Task<PooledBody?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        long? announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            return null;
        }

        // One byte more than announced lets the last read see the end without growing the buffer.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(announced is { } size ? (int)size + 1 : FirstSize);
        int length = 0;
        try
        {
            Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        PooledBody body = new(buffer, length);
                        buffer = [];
                        return body;
                    }

                    length += read;
                    if (length > limit)
                    {
                        return null;
                    }

                    if (length == buffer.Length)
                    {
                        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                }
            }
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Gives the buffer back, zeroed where it held a credential.</summary>
    public void Dispose(bool clear)
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clear);
        }
    }

    public void Dispose() => Dispose(clear: false);
}
