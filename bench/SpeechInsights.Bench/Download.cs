using System.Net.Http.Headers;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;

namespace SpeechInsights.Bench;

/// <summary>Downloads the same pages with the same number in flight, and does not look at them: what the wire allows.</summary>
internal sealed class Download : IDisposable
{
    private readonly HttpClient _client;
    private readonly byte[][] _buffers;

    public Download(Uri address, string token, int ahead)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _buffers = [.. Enumerable.Range(0, ahead).Select(_ => new byte[1 << 20])];
    }

    /// <returns>The bytes that came.</returns>
    public async Task<long> RunAsync(InsightQuery query, int pages)
    {
        PagedBody body = SummaryQueryWriter.Write(query, null);
        int next = -1;
        long bytes = 0;
        await Task.WhenAll(_buffers.Select(async buffer =>
        {
            int page;
            while ((page = Interlocked.Increment(ref next)) < pages)
            {
                using HttpRequestMessage message = new(HttpMethod.Post, BenchWindow.Path)
                {
                    Content = new SequenceContent(body.At(page * 100L, 100)),
                };
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
                response.EnsureSuccessStatusCode();
                using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                int read;
                while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                {
                    Interlocked.Add(ref bytes, read);
                }
            }
        })).ConfigureAwait(false);
        return bytes;
    }

    public void Dispose() => _client.Dispose();
}
