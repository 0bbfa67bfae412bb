using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace SpeechInsights.Http;

/// <summary>A body that holds a secret: its bytes are zeroed when the request is disposed.</summary>
internal sealed class SecretContent : HttpContent
{
    private readonly byte[] _bytes;

    /// <param name="bytes">The body; this object owns it from now on.</param>
    /// <param name="mediaType">Its content type.</param>
    public SecretContent(byte[] bytes, string mediaType)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_bytes, 0, _bytes.Length);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_bytes, 0, _bytes.Length, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_bytes);
        base.Dispose(disposing);
    }
}
