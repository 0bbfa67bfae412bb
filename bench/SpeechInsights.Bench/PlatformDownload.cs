using System.Net.Http.Headers;
using System.Text.Json;
using SpeechInsights.Api.Platform;

namespace SpeechInsights.Bench;

/// <summary>Has the same job made, waits for it, and downloads its pages one by one without looking at them: what the wire allows.</summary>
internal sealed class PlatformDownload : IDisposable
{
    private const string Jobs = PlatformPaths.Transcripts + "/jobs";

    private readonly HttpClient _client;
    private readonly byte[] _buffer = new byte[1 << 20];

    public PlatformDownload(Uri address, string token)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <returns>The bytes that came.</returns>
    public async Task<long> RunAsync(InsightQuery query)
    {
        ReadOnlyMemory<byte> body = PlatformInsights.QueryOf(query, null).Write(AggregateSource.JobPageSize);
        using ByteArrayContent content = new(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage made = await _client.PostAsync(Jobs, content).ConfigureAwait(false);
        string id = await ReadAsync(made, "jobId").ConfigureAwait(false) ?? throw new InvalidOperationException("There is no job.");
        for (int pause = 250; ; pause *= 2)
        {
            using HttpResponseMessage looked = await _client.GetAsync($"{Jobs}/{id}").ConfigureAwait(false);
            if (await ReadAsync(looked, "state").ConfigureAwait(false) == "FULFILLED")
            {
                break;
            }

            await Task.Delay(pause).ConfigureAwait(false);
        }

        long bytes = 0;
        byte[] tail = new byte[256];
        string? cursor = "";
        while (cursor is not null)
        {
            using HttpResponseMessage page = await _client.GetAsync(
                $"{Jobs}/{id}/results{(cursor.Length == 0 ? "" : "?cursor=" + Uri.EscapeDataString(cursor))}", HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            page.EnsureSuccessStatusCode();
            using Stream stream = await page.Content.ReadAsStreamAsync().ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(_buffer).ConfigureAwait(false)) > 0)
            {
                bytes += read;
                Keep(tail, _buffer.AsSpan(0, read));
            }

            cursor = CursorOf(tail);
        }

        using HttpResponseMessage deleted = await _client.DeleteAsync($"{Jobs}/{id}").ConfigureAwait(false);
        return bytes;
    }

    public void Dispose() => _client.Dispose();

    // The cursor stands at the end of a page, so only that is kept.
    private static void Keep(byte[] tail, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= tail.Length)
        {
            bytes[^tail.Length..].CopyTo(tail);
        }
        else
        {
            tail.AsSpan(bytes.Length).CopyTo(tail);
            bytes.CopyTo(tail.AsSpan(tail.Length - bytes.Length));
        }
    }

    private static string? CursorOf(ReadOnlySpan<byte> tail)
    {
        ReadOnlySpan<byte> name = "\"cursor\":"u8;
        int at = tail.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        Utf8JsonReader reader = new(tail[(at + name.Length)..], isFinalBlock: false, default);
        reader.Read();
        return reader.GetString();
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage response, string name)
    {
        response.EnsureSuccessStatusCode();
        using JsonDocument body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return body.RootElement.GetProperty(name).GetString();
    }
}
