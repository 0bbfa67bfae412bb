using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Faults;

/// <summary>The answers that stand in for the right one.</summary>
internal static class FaultReply
{
    /// <summary>Stands in a fault's texts for the token that the request came with.</summary>
    private const string TokenMark = "{token}";

    private const int Depth = 1_000;

    private const string Page = "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Bad gateway</h1></body></html>";

    public static Reply Create(FaultOrder ordered, HttpContext context, ReceivedRequest request, ApiRoute? route, TokenStore tokens)
    {
        FaultOrder order = Echo(ordered, ApiGate.BearerOf(context) ?? "");
        switch (order.Kind)
        {
            case FaultKind.Html:
                return Reply.Text(StatusCodes.Status200OK, "text/html; charset=utf-8", order.Text ?? Page);
            case FaultKind.Empty:
                return new Reply(StatusCodes.Status200OK);
            case FaultKind.Garbage:
                return Reply.Text(StatusCodes.Status200OK, Reply.Json, order.Text ?? "[1,2,3]");
            case FaultKind.Deep:
                return Deep();
            case FaultKind.Redirect:
                return Reply.NoContent(StatusCodes.Status302Found).WithHeader("Location", order.Location ?? "http://127.0.0.1:9/elsewhere");
            case FaultKind.ControlText:
                return Error(400, order.Code ?? "bad.request",
                    order.Message ?? "\u001b[31mred\u001b[0m\u001b]0;title\u0007 \u0007bell\r\nsecond line\u001b[2J", request, route);
            case FaultKind.Revoke:
                if (ApiGate.BearerOf(context) is { } token)
                {
                    tokens.Revoke(token);
                }

                return ErrorReply.BadCredentials(request.CorrelationId);
            default:
                return WithHeaders(Status(order, request, route), order);
        }
    }

    private static FaultOrder Echo(FaultOrder order, string token) => order with
    {
        Code = order.Code?.Replace(TokenMark, token, StringComparison.Ordinal),
        Message = order.Message?.Replace(TokenMark, token, StringComparison.Ordinal),
        Text = order.Text?.Replace(TokenMark, token, StringComparison.Ordinal),
        Location = order.Location?.Replace(TokenMark, token, StringComparison.Ordinal),
    };

    private static Reply Status(FaultOrder order, ReceivedRequest request, ApiRoute? route) => order.Html
        ? Reply.Text(order.Status, "text/html; charset=utf-8", order.Text ?? Page)
        : Error(order.Status, order.Code, order.Message ?? $"The simulator was told to answer {order.Status}.", request, route);

    private static Reply Error(int status, string? code, string message, ReceivedRequest request, ApiRoute? route)
    {
        if (status == StatusCodes.Status204NoContent)
        {
            return Reply.NoContent();
        }

        return route?.IsToken == true
            ? ErrorReply.OAuth(status, code ?? (status is 400 or 401 ? "invalid_client" : "server_error"), message)
            : ErrorReply.Api(status, code ?? CodeOf(status), message, request.CorrelationId);
    }

    private static Reply WithHeaders(Reply reply, FaultOrder order)
    {
        if (order.RetryAfter is { } retryAfter)
        {
            reply.WithHeader("Retry-After", retryAfter);
        }

        foreach (KeyValuePair<string, string> header in order.Headers ?? new Dictionary<string, string>())
        {
            reply.WithHeader(header.Key, header.Value);
        }

        return reply;
    }

    private static Reply Deep()
    {
        Reply reply = new(StatusCodes.Status200OK);
        byte[] open = new byte[Depth];
        byte[] close = new byte[Depth];
        open.AsSpan().Fill((byte)'[');
        close.AsSpan().Fill((byte)']');
        reply.Body.Append("{\"byGroup\":["u8);
        reply.Body.Append(open);
        reply.Body.Append(close);
        reply.Body.Append("],\"totalCount\":1,\"pageSize\":100,\"offset\":0}"u8);
        return reply;
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "bad.credentials",
        403 => "missing.permissions",
        404 => "not.found",
        408 => "client.timeout",
        409 => "request.conflict",
        413 => "request.entity.too.large",
        429 => "too.many.requests.retry.after",
        500 => "internal.server.error",
        502 => "bad.gateway",
        503 => "service.unavailable",
        504 => "request.timeout",
        _ => "bad.request",
    };
}
