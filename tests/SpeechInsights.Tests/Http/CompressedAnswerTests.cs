using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>A server that compresses what it answers, over the handler that sessions have.</summary>
public sealed class CompressedAnswerTests
{
    private const int Limit = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task It_is_asked_for_and_read(string encoding)
    {
        byte[] content = Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', 100_000)}\"}}");
        (ReceivedAnswer answer, string asked) = await ExchangeAsync(encoding, content);
        using (answer)
        {
            Assert.Equal(content, answer.Body.Span.ToArray());
        }

        Assert.Contains(encoding, asked.Split('\n').Single(static line => line.StartsWith("Accept-Encoding:", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_is_of_what_it_unfolds_to()
    {
        (ReceivedAnswer whole, _) = await ExchangeAsync("gzip", new byte[Limit]);
        using (whole)
        {
            Assert.Equal(Limit, whole.Body.Length);
        }

        ApiException error = await Assert.ThrowsAsync<ApiException>(() => ExchangeAsync("gzip", new byte[Limit + 1]));
        Assert.Equal(InsightsError.ResponseTooLarge, error.Error);
    }

    private static async Task<(ReceivedAnswer Answer, string Request)> ExchangeAsync(string encoding, byte[] content)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<string> served = ServeAsync(listener, encoding, Compress(encoding, content));
        using HttpTransport transport = new(HttpTransport.CreateHandler(), Limit);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"http://{listener.LocalEndpoint}/"));
        ReceivedAnswer answer = await transport.SendAsync(request, Token);
        return (answer, await served);
    }

    private static async Task<string> ServeAsync(TcpListener listener, string encoding, byte[] body)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(Token);
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[8192];
        StringBuilder request = new();
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Token)));
        }

        string head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        await stream.WriteAsync(body, Token);
        return request.ToString();
    }

    private static byte[] Compress(string encoding, byte[] content)
    {
        using MemoryStream bytes = new();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packer.Write(content);
        }

        return bytes.ToArray();
    }
}
