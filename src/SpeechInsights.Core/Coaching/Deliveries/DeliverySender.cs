using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>Sends one attempt. Redirects are not followed, and every address that is connected to is looked at first.</summary>
internal sealed class DeliverySender : IDisposable
{
    /// <summary>The most that one attempt may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static readonly HttpRequestOptionsKey<DeliveryTarget> s_target = new("SpeechInsights.Target");

    private readonly IReadOnlyList<WebhookSecret> _secrets;
    private readonly TimeProvider _time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpMessageInvoker _invoker;

    public DeliverySender(IReadOnlyList<WebhookSecret> secrets, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _secrets = secrets;
        _time = time;
        _resolve = resolve;
        SocketsHttpHandler handler = HttpTransport.CreateHandler();
        handler.ConnectCallback = ConnectAsync;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Sends a delivery.</summary>
    /// <returns>The answer's status, 0 where there was none, and what its Retry-After asks for.</returns>
    /// <exception cref="InsightsException">InsecureWebhookUri: the name leads somewhere else than it may.</exception>
    public async Task<(int Status, TimeSpan? RetryAfter)> SendAsync(DeliveryText delivery, RunContext run, CancellationToken cancellationToken)
    {
        using CancellationTokenSource bound = new(Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using HttpRequestMessage message = CreateMessage(delivery);
        run.CountRequest();
        try
        {
            using HttpResponseMessage answer = await _invoker.SendAsync(message, either.Token).ConfigureAwait(false);
            return ((int)answer.StatusCode, RetryAfter.Read(answer.Headers, _time.GetUtcNow()));
        }
        catch (HttpRequestException e) when (e.InnerException is InsightsException refused)
        {
            throw refused;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            run.Trace.WriteVerbose($"{delivery.Target.Uri.Authority} did not answer ({e.GetType().Name}).");
            return (0, null);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private HttpRequestMessage CreateMessage(DeliveryText delivery)
    {
        long timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        HttpRequestMessage message = new(HttpMethod.Post, delivery.Target.Uri) { Content = new ReadOnlyMemoryContent(delivery.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.TryAddWithoutValidation(WebhookSignature.IdHeader, delivery.Id);
        message.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        if (_secrets.Count > 0)
        {
            message.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, WebhookSignature.Sign(_secrets, delivery.Id, timestamp, delivery.Body.Span));
        }

        message.Headers.TryAddWithoutValidation("User-Agent", "SpeechInsights");
        message.Options.Set(s_target, delivery.Target);
        return message;
    }

    // What a name stands for may have changed since it was looked up, so the address itself decides.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Uri uri = context.InitialRequestMessage.RequestUri!;
        bool isProxy = !string.Equals(context.DnsEndPoint.Host, uri.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) || context.DnsEndPoint.Port != uri.Port;
        IPAddress[] addresses = IPAddress.TryParse(context.DnsEndPoint.Host, out IPAddress? literal)
            ? [literal]
            : await _resolve(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        if (!isProxy && context.InitialRequestMessage.Options.TryGetValue(s_target, out DeliveryTarget? target))
        {
            foreach (IPAddress address in addresses)
            {
                WebhookAddress.CheckAddress(uri, address, target.AllowPrivateNetwork, target.AllowLoopback);
            }
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
