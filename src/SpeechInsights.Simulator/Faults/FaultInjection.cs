using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Faults;

/// <summary>Lets one fault act on one request.</summary>
internal sealed class FaultInjection(Exchange exchange, ReceivedRequest request, ApiRoute? route, ApiGate gate)
{
    public async Task RunAsync(FaultOrder order)
    {
        switch (order.Kind)
        {
            case FaultKind.Reset:
                exchange.Cut();
                break;
            case FaultKind.Large:
                await exchange.SendLargeAsync(order.Bytes).ConfigureAwait(false);
                break;
            case FaultKind.Delay:
                await exchange.WaitAsync(TimeSpan.FromMilliseconds(order.Ms)).ConfigureAwait(false);
                await SendAsync(Honest(PageTweak.None)).ConfigureAwait(false);
                break;
            case FaultKind.DoThenReset:
                Honest(PageTweak.None).Dispose();
                exchange.Cut();
                break;
            case FaultKind.ResetInBody or FaultKind.Stall:
                await SendHalfAsync(order).ConfigureAwait(false);
                break;
            case FaultKind.Truncate or FaultKind.ContentType or FaultKind.UnknownFields:
                await SendAlteredAsync(order).ConfigureAwait(false);
                break;
            case FaultKind.Shift or FaultKind.Vanish or FaultKind.Duplicate or FaultKind.TotalLies or FaultKind.PageSizeCap:
                await SendAsync(Honest(Bend(order))).ConfigureAwait(false);
                break;
            default:
                await SendAsync(FaultReply.Create(order, exchange.Context, request, route, gate.Tokens)).ConfigureAwait(false);
                break;
        }
    }

    private Reply Honest(PageTweak tweak) => gate.Answer(exchange.Context, request, route, tweak);

    private PageTweak Bend(FaultOrder order)
    {
        switch (order.Kind)
        {
            case FaultKind.Shift:
                route!.Pages!.Insert(order.Rows);
                return PageTweak.None;
            case FaultKind.Vanish:
                route!.Pages!.Remove(order.Rows);
                return PageTweak.None;
            case FaultKind.Duplicate:
                return PageTweak.None with { DuplicatedRows = order.Rows };
            case FaultKind.TotalLies:
                return PageTweak.None with { TotalLie = order.By };
            default:
                return PageTweak.None with { SizeCap = order.Rows };
        }
    }

    private async Task SendAlteredAsync(FaultOrder order)
    {
        Reply reply = Honest(PageTweak.None);
        if (order.Kind == FaultKind.Truncate)
        {
            reply.Body.Truncate(reply.Body.Length / 2);
        }
        else if (order.Kind == FaultKind.ContentType)
        {
            reply.ContentType = order.ContentType ?? "text/plain";
        }
        else
        {
            StrangeFields.AddTo(reply.Body, order.Replace);
        }

        await SendAsync(reply).ConfigureAwait(false);
    }

    private async Task SendHalfAsync(FaultOrder order)
    {
        using Reply reply = Honest(PageTweak.None);
        await exchange.SendHalfAsync(reply).ConfigureAwait(false);
        if (order.Kind == FaultKind.ResetInBody)
        {
            await Exchange.LetArriveAsync().ConfigureAwait(false);
            exchange.Cut();
            return;
        }

        await exchange.WaitAsync(order.Ms > 0 ? TimeSpan.FromMilliseconds(order.Ms) : Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await exchange.SendRestAsync(reply).ConfigureAwait(false);
    }

    private async Task SendAsync(Reply reply)
    {
        using (reply)
        {
            await exchange.SendAsync(reply).ConfigureAwait(false);
        }
    }
}
