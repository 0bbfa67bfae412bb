using System.Globalization;
using System.Text.Json;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.Summary;

namespace SpeechInsights.Simulator.Control;

/// <summary>What tests and demonstrations may ask of the simulator itself, under /_simulator/. The engine never does.</summary>
internal sealed class ControlEndpoints(SimulatorServer server)
{
    public const string Prefix = "/_simulator/";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException && !context.Response.HasStarted)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, new { message = e.Message }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private Task DispatchAsync(HttpContext context)
    {
        string resource = context.Request.Path.Value![Prefix.Length..];
        return (context.Request.Method, resource) switch
        {
            ("GET", "truth") => TruthStream.WriteAsync(context, server.World.Truth(Moment(context, "from"), Moment(context, "to"))),
            ("GET", "platform/truth") => PlatformTruthStream.WriteAsync(context, server.Platform.World.Truth(Moment(context, "from"), Moment(context, "to"))),
            ("GET", "platform/triggers") => WriteListAsync(context, server.Platform.Triggers.All, static (writer, trigger) => trigger.Write(writer)),
            ("POST", "platform/triggers/clear") => DoAsync(context, server.Platform.Triggers.Clear),
            ("GET", "platform/appointments") => WriteListAsync(context, server.Platform.Appointments.All, static (writer, appointment) => appointment.Write(writer)),
            ("POST", "platform/appointments/clear") => DoAsync(context, server.Platform.Appointments.Clear),
            ("GET", "faults") => WriteAsync(context, 200, server.Faults.Tickets.Select(FaultView)),
            ("POST", "faults") => OrderAsync(context),
            ("DELETE", "faults") => DoAsync(context, server.Faults.Clear),
            ("GET", "requests") => WriteAsync(context, 200, server.Requests.Snapshot().Select(RequestView)),
            ("DELETE", "requests") => DoAsync(context, server.Requests.Clear),
            ("GET", "counters") => WriteAsync(context, 200, CountersView()),
            ("DELETE", "counters") => DoAsync(context, server.Counters.Reset),
            ("GET", "tokens") => WriteAsync(context, 200, server.Platform.Logins.Secrets.Concat(server.Tokens.Issued)),
            ("POST", "tokens/revoke") => WriteAsync(context, 200, new { revoked = server.Tokens.RevokeAll() }),
            ("GET", "deliveries") => WriteAsync(context, 200, server.Deliveries.All),
            ("DELETE", "deliveries") => DoAsync(context, server.Deliveries.Clear),
            ("POST", "webhooks/clear") => DoAsync(context, server.Webhooks.Clear),
            ("GET", "webhooks") => WriteListAsync(context, server.Webhooks.All, WebhookText.Write),
            _ => WriteAsync(context, 404, new { message = "No such control resource or method." }),
        };
    }

    private async Task OrderAsync(HttpContext context)
    {
        FaultOrder? order = await JsonSerializer.DeserializeAsync<FaultOrder>(context.Request.Body, ControlJson.Options).ConfigureAwait(false);
        if (order?.Path is null)
        {
            throw new JsonException("A fault is an object with a path.");
        }

        FaultTicket ticket = server.Faults.Add(order);
        await WriteAsync(context, StatusCodes.Status200OK, new { id = ticket.Id }).ConfigureAwait(false);
    }

    private static object FaultView(FaultTicket ticket) => new { ticket.Id, ticket.Fired, ticket.Order };

    private static object RequestView(RequestRecord record) => new
    {
        record.Number,
        record.Method,
        record.Path,
        record.Query,
        record.Status,
        record.Body,
        record.StartedMs,
        record.AbortedByClient,
        record.FaultId,
        record.CorrelationId,
    };

    private object CountersView() => new
    {
        requests = server.Counters.Paths,
        statuses = server.Counters.Statuses,
        server.Counters.Total,
        server.Counters.MaxConcurrent,
        server.Counters.Rejected429,
        tokensIssued = server.Tokens.IssuedCount,
    };

    private static async Task WriteListAsync<T>(HttpContext context, IEnumerable<T> all, Action<Utf8JsonWriter, T> write)
    {
        using Reply reply = Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray();
            foreach (T one in all)
            {
                write(writer, one);
            }

            writer.WriteEndArray();
        });
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body.Written, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task DoAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, object value)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, ControlJson.Options, context.RequestAborted);
    }

    private static DateTimeOffset? Moment(HttpContext context, string name)
    {
        string? text = context.Request.Query[name];
        return string.IsNullOrEmpty(text)
            ? null
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.RoundtripKind);
    }
}
