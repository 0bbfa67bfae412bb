using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>Bodies as they are made, sent and taken.</summary>
public sealed class BodyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(16_383, true)]
    [InlineData(16_384, true)]
    [InlineData(99_999, true)]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public async Task A_body_is_read_whole_or_not_at_all(int length, bool fits)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        foreach (bool isAnnounced in new[] { true, false })
        {
            foreach (int step in new[] { int.MaxValue, 1000 })
            {
                using PooledBody? body = await PooledBody.ReadAsync(new SteppedContent(bytes, step, isAnnounced), 100_000, Stop);
                Assert.Equal(fits, body is not null);
                Assert.Equal(fits ? bytes : null, body?.Span.ToArray());
                Assert.Equal(fits ? length : null, body?.Length);
            }
        }
    }

    [Fact]
    public async Task What_is_announced_too_long_is_not_read()
    {
        SteppedContent content = new(new byte[101], 101, isAnnounced: true);
        Assert.Null(await PooledBody.ReadAsync(content, 100, Stop));
        Assert.False(content.WasRead);
    }

    [Fact]
    public async Task A_body_that_held_a_credential_goes_back_empty_and_once()
    {
        PooledBody body = (await PooledBody.ReadAsync(new SteppedContent(Encoding.UTF8.GetBytes(new string('x', 500)), 500, isAnnounced: true), 1000, Stop))!;
        GiveBack(body);

        static void GiveBack(PooledBody body)
        {
            ReadOnlySpan<byte> span = body.Span;
            body.Dispose(clear: true);
            body.Dispose();
            Assert.False(span.ContainsAnyExcept((byte)0));
            byte[] next = ArrayPool<byte>.Shared.Rent(501);
            byte[] other = ArrayPool<byte>.Shared.Rent(501);
            Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(span), ref next[0]));
            Assert.NotSame(next, other);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_refused_or_breaks_gives_its_buffer_back(bool breaks)
    {
        byte[] first = ArrayPool<byte>.Shared.Rent(16 * 1024);
        ArrayPool<byte>.Shared.Return(first);
        Task<PooledBody?> reading = PooledBody.ReadAsync(new SteppedContent(new byte[200], 150, isAnnounced: false, breaks), 100 + (breaks ? 100 : 0), Stop);
        byte[] next = ArrayPool<byte>.Shared.Rent(16 * 1024);
        Assert.True(reading.IsCompleted);
        Assert.Same(first, next);
        if (breaks)
        {
            await Assert.ThrowsAsync<IOException>(() => reading);
            return;
        }

        Assert.Null(await reading);
    }

    [Fact]
    public async Task One_that_outgrows_its_buffer_gives_it_back()
    {
        byte[] first = ArrayPool<byte>.Shared.Rent(16 * 1024);
        ArrayPool<byte>.Shared.Return(first);
        Task<PooledBody?> reading = PooledBody.ReadAsync(new SteppedContent(new byte[20_000], 20_000, isAnnounced: false), 100_000, Stop);
        byte[] next = ArrayPool<byte>.Shared.Rent(16 * 1024);
        Assert.True(reading.IsCompleted);
        Assert.Same(first, next);
        Assert.Equal(20_000, (await reading)?.Length);
    }

    [Theory]
    [InlineData("abcXYZ019-_.~", "abcXYZ019-_.~")]
    [InlineData(" ", "%20")]
    [InlineData("+&=%/?", "%2B%26%3D%25%2F%3F")]
    [InlineData("\u00e9\u20ac", "%C3%A9%E2%82%AC")]
    [InlineData("\n\u007f", "%0A%7F")]
    [InlineData("[`{@^", "%5B%60%7B%40%5E")]
    [InlineData("", "")]
    public void A_form_is_escaped_byte_by_byte(string value, string expected)
    {
        Assert.Equal("a=" + expected, Encoding.ASCII.GetString(FormBody.Create(("a", Encoding.UTF8.GetBytes(value)))));
        Assert.Equal($"a={expected}&b_c={expected}", Encoding.ASCII.GetString(FormBody.Create(("a", Encoding.UTF8.GetBytes(value)), ("b_c", Encoding.UTF8.GetBytes(value)))));
    }

    [Fact]
    public async Task A_body_in_pieces_is_sent_in_their_order_and_its_length_is_told()
    {
        ReadOnlySequence<byte> body = BodyPiece.Join("{\"a\":"u8.ToArray(), "1,"u8.ToArray(), default, "\"b\":2}"u8.ToArray());
        Assert.Equal("1,\"b", Encoding.ASCII.GetString(body.Slice(5, 4).ToArray()));
        using SequenceContent content = new(body);
        Assert.Equal(13, content.Headers.ContentLength);
        Assert.Equal("{\"a\":1,\"b\":2}", await content.ReadAsStringAsync(Stop));
        using MemoryStream copy = new();
        await content.CopyToAsync(copy, Stop);
        Assert.Equal(13, copy.Length);
    }

    [Fact]
    public async Task A_secret_body_is_sent_and_wiped_with_its_request()
    {
        byte[] secret = "client_secret=abc"u8.ToArray();
        SecretContent content = new(secret, "application/x-www-form-urlencoded");
        Assert.Equal(("application/x-www-form-urlencoded", 17L), (content.Headers.ContentType?.MediaType, content.Headers.ContentLength));
        foreach (bool isStoppable in new[] { false, true })
        {
            using MemoryStream sent = new();
            await (isStoppable ? content.CopyToAsync(sent, Stop) : content.CopyToAsync(sent));
            Assert.Equal("client_secret=abc", Encoding.ASCII.GetString(sent.ToArray()));
        }

        content.Dispose();
        Assert.All(secret, static b => Assert.Equal(0, b));
    }

    [Fact]
    public void A_body_is_JSON_with_its_letters_as_they_are()
    {
        ReadOnlyMemory<byte> body = JsonBody.Write(static json =>
        {
            json.WriteString("name", "\u00e9 <b> & 'c'");
            JsonBody.WriteList(json, "ids", ["a", "b"]);
            JsonBody.WriteList(json, "none", []);
        });
        Assert.Equal("""{"name":"é <b> & 'c'","ids":["a","b"],"none":[]}""", Encoding.UTF8.GetString(body.Span));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("1", 0)]
    [InlineData("{}", 1)]
    [InlineData("[[],[],[{}]]", 3)]
    [InlineData("[{\"a\":[1]}]", 3)]
    [InlineData("\"[[[[\"", 0)]
    [InlineData("[\"\\\"[[[\",[]]", 2)]
    [InlineData("[\"\\\\\",[[]]]", 3)]
    [InlineData("[[[", 3)]
    [InlineData("[\"abc", 1)]
    public void Nesting_is_counted_outside_of_texts(string json, int depth)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.False(JsonDepth.Exceeds(bytes, depth));
        Assert.Equal(depth > 0, JsonDepth.Exceeds(bytes, depth - 1) && depth > 0);
    }

    /// <summary>A body that comes in steps, and breaks off at its second step where it is to.</summary>
    private sealed class SteppedContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly int _step;
        private readonly bool _breaks;

        public SteppedContent(byte[] bytes, int step, bool isAnnounced, bool breaks = false)
        {
            (_bytes, _step, _breaks) = (bytes, step, breaks);
            Headers.ContentLength = isAnnounced ? bytes.Length : null;
        }

        public bool WasRead { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync()
        {
            WasRead = true;
            return Task.FromResult<Stream>(new SteppedStream(_bytes, _step, _breaks));
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class SteppedStream(byte[] bytes, int step, bool breaks) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            breaks && Position > 0 ? throw new IOException("it broke") : ValueTask.FromResult(Read(buffer.Span[..Math.Min(step, buffer.Length)]));
    }
}
