using System.Net;
using SpeechInsights.Tests.Fakes;

namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>Passes the tripwire around each request and each read of a body. Each request takes a while on the session's clock.</summary>
internal sealed class TripwireHandler(HttpMessageHandler inner, Tripwire wire, HastyTimeProvider time) : DelegatingHandler(inner)
{
    // Long enough that scores are asked for in several batches, as in a long job.
    private static readonly TimeSpan s_while = TimeSpan.FromMilliseconds(600);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        time.Leap(s_while);
        wire.Pass(Tripwire.Before);
        Task<HttpResponseMessage> sending = base.SendAsync(request, cancellationToken);
        wire.Pass(Tripwire.UnderWay);
        HttpResponseMessage response = await sending;
        wire.Pass(Tripwire.Headers);
        response.Content = new WatchedContent(response.Content, wire);
        return response;
    }

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly Tripwire _wire;

        public WatchedContent(HttpContent content, Tripwire wire)
        {
            _content = content;
            _wire = wire;
            foreach (KeyValuePair<string, IEnumerable<string>> header in content.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() => new WatchedStream(await _content.ReadAsStreamAsync(), _wire);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream, context);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class WatchedStream(Stream stream, Tripwire wire) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            ValueTask<int> reading = stream.ReadAsync(buffer, cancellationToken);
            wire.Pass(Tripwire.Body);
            return await reading;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
