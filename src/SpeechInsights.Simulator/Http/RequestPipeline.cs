using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using SpeechInsights.Simulator.Faults;

namespace SpeechInsights.Simulator.Http;

/// <summary>The way of every request that is not for the control side.</summary>
internal sealed class RequestPipeline(ApiGate gate, IApiProfile profile, FaultBook faults, RequestHistory log, RequestCounters counters,
    SimulatorOptions options, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context)
    {
        string correlationId = Guid.NewGuid().ToString("D");
        context.Response.Headers["ININ-Correlation-Id"] = correlationId;
        ApiRoute? route = profile.Find(context.Request.Path.Value ?? "/", out string? argument);
        RequestRecord record = log.Add(context.Request.Method, RawPathOf(context), context.Request.QueryString.Value ?? "", correlationId);
        counters.Enter(route?.Template ?? "(other)");
        Exchange exchange = new(context, record, counters, options.DelayTime, stopping);
        byte[] body = [];
        try
        {
            (body, int length) = await ReadBodyAsync(context).ConfigureAwait(false);
            ReceivedRequest request = new(context.Request.Method, context.Request.Path.Value ?? "/", argument, context.Request.Query,
                context.Request.ContentType, body.AsMemory(0, length), correlationId)
            {
                Headers = context.Request.Headers,
                Authorization = context.Request.Headers.Authorization,
            };
            if (length > 0 && route?.IsToken != true && context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
            {
                log.KeepBody(record, request.Body.Span);
            }

            await AnswerAsync(exchange, request, route).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            using Reply reply = ErrorReply.Api(e.StatusCode, "bad.request", e.Message, correlationId);
            await exchange.SendAsync(reply).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            record.AbortedByClient = !stopping.IsCancellationRequested;
            context.Abort();
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // A defect of the simulator, or a fault order that makes no valid header; a test should see which.
            using Reply reply = ErrorReply.Api(500, "simulator.defect", e.ToString(), correlationId);
            await exchange.SendAsync(reply).ConfigureAwait(false);
        }
        finally
        {
            exchange.Leave();
            record.Complete();
            if (body.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(body);
            }
        }
    }

    private async Task AnswerAsync(Exchange exchange, ReceivedRequest request, ApiRoute? route)
    {
        if (faults.Take(request.Method, request.Path, route, request.Body.Span) is { } fault)
        {
            exchange.Record.FaultId = fault.Id;
            await HoldBackAsync(exchange, route).ConfigureAwait(false);
            FaultInjection injection = new(exchange, request, route, gate);
            await injection.RunAsync(fault.Order).ConfigureAwait(false);
            return;
        }

        using Reply reply = gate.Answer(exchange.Context, request, route, PageTweak.None);
        await HoldBackAsync(exchange, route).ConfigureAwait(false);
        await exchange.SendAsync(reply).ConfigureAwait(false);
    }

    private Task HoldBackAsync(Exchange exchange, ApiRoute? route) =>
        options.Latency > TimeSpan.Zero && route?.IsToken != true ? exchange.WaitAsync(options.Latency) : Task.CompletedTask;

    private static string RawPathOf(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path.Value ?? "/";
        int query = target.IndexOf('?');
        return query < 0 ? target : target[..query];
    }

    private static async ValueTask<(byte[] Rented, int Length)> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return ([], 0);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(context.Request.ContentLength ?? 4096, 1 << 20) + 1);
        int length = 0;
        while (true)
        {
            int read = await context.Request.Body.ReadAsync(rented.AsMemory(length), context.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                return (rented, length);
            }

            length += read;
            if (length == rented.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
                rented.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(rented);
                rented = larger;
            }
        }
    }
}
