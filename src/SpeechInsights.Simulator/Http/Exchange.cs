using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace SpeechInsights.Simulator.Http;

/// <summary>One request and the sending of its answer, kept in step with log and counters.</summary>
internal sealed class Exchange(HttpContext context, RequestRecord record, RequestCounters counters, TimeProvider delayTime,
    CancellationToken stopping)
{
    private bool _hasLeft;

    public HttpContext Context { get; } = context;

    public RequestRecord Record { get; } = record;

    public Task SendAsync(Reply reply)
    {
        BeginAnswer(reply, reply.Body.Length);
        Leave();
        return reply.Body.Length > 0 ? Context.Response.Body.WriteAsync(reply.Body.Written).AsTask() : Task.CompletedTask;
    }

    /// <summary>Announces the whole body and sends half of it.</summary>
    public async Task SendHalfAsync(Reply reply)
    {
        BeginAnswer(reply, reply.Body.Length);
        await Context.Response.Body.WriteAsync(reply.Body.Written[..HalfOf(reply)]).ConfigureAwait(false);
        await Context.Response.Body.FlushAsync().ConfigureAwait(false);
    }

    public Task SendRestAsync(Reply reply)
    {
        Leave();
        return Context.Response.Body.WriteAsync(reply.Body.Written[HalfOf(reply)..]).AsTask();
    }

    /// <summary>A JSON body of any length that is never in memory as a whole.</summary>
    public async Task SendLargeAsync(long bytes)
    {
        byte[] head = "{\"byGroup\":[],\"totalCount\":0,\"pageSize\":100,\"offset\":0,\"padding\":\""u8.ToArray();
        byte[] chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        using Reply reply = new(StatusCodes.Status200OK);
        BeginAnswer(reply, null);
        await Context.Response.Body.WriteAsync(head).ConfigureAwait(false);
        for (long left = bytes - head.Length - 2; left > 0; left -= chunk.Length)
        {
            Context.RequestAborted.ThrowIfCancellationRequested();
            await Context.Response.Body.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), stopping).ConfigureAwait(false);
        }

        Leave();
        await Context.Response.Body.WriteAsync("\"}"u8.ToArray()).ConfigureAwait(false);
    }

    /// <summary>Cuts the connection with a reset, as a failing middlebox would.</summary>
    public void Cut()
    {
        Leave();
        if (Context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        Context.Abort();
    }

    /// <summary>Waits, but not longer than the client or the server lives.</summary>
    public async Task WaitAsync(TimeSpan wait)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(Context.RequestAborted, stopping);
        await Task.Delay(wait, delayTime, ending.Token).ConfigureAwait(false);
    }

    /// <summary>Gives bytes already sent the time to arrive: a reset may overtake them.</summary>
    public static Task LetArriveAsync() => Task.Delay(50);

    public void Leave()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            counters.Leave();
        }
    }

    private static int HalfOf(Reply reply) => reply.Body.Length / 2;

    private void BeginAnswer(Reply reply, long? length)
    {
        HttpResponse response = Context.Response;
        response.StatusCode = reply.Status;
        Record.Status = reply.Status;
        counters.CountStatus(reply.Status);
        foreach (KeyValuePair<string, string> header in reply.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        if (reply.Status == StatusCodes.Status204NoContent)
        {
            return;
        }

        response.ContentLength = length;
        if (reply.ContentType is { } contentType)
        {
            response.ContentType = contentType;
        }
    }
}
