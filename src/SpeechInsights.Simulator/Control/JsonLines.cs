using System.IO.Pipelines;
using System.Text.Json;

namespace SpeechInsights.Simulator.Control;

/// <summary>Streams rows as JSON lines, however many there are.</summary>
internal static class JsonLines
{
    private const int FlushAt = 64 * 1024;

    public static async Task WriteAsync<TRow>(HttpContext context, IEnumerable<TRow> rows, Action<Utf8JsonWriter, TRow> write)
    {
        context.Response.ContentType = "application/x-ndjson";
        PipeWriter pipe = context.Response.BodyWriter;
        using Utf8JsonWriter writer = new(pipe);
        long unflushed = 0;
        foreach (TRow row in rows)
        {
            write(writer, row);
            writer.Flush();
            unflushed += writer.BytesCommitted + 1;
            writer.Reset();
            "\n"u8.CopyTo(pipe.GetSpan(1));
            pipe.Advance(1);
            if (unflushed > FlushAt)
            {
                unflushed = 0;
                await pipe.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }

        await pipe.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
