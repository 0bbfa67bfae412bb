using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SpeechInsights.Http;

/// <summary>Sends one request and reads the whole answer, once. Failures of the network become <see cref="ApiException"/>.</summary>
internal sealed class HttpTransport(HttpMessageHandler handler, int maximumBytes, ExchangeTrace? trace = null, TimeProvider? time = null) : IDisposable
{
    private static readonly string s_product = $"SpeechInsights/{typeof(HttpTransport).Assembly.GetName().Version?.ToString(3)}";

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: true);

    /// <summary>A handler that neither follows redirects (a token must not travel) nor sends loopback through a proxy.</summary>
    /// <param name="given">The proxy in place of the environment's or the system's.</param>
    public static SocketsHttpHandler CreateHandler(IWebProxy? given = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new GuardedProxy(given ?? HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };

    /// <summary>Why lines are missing from the trace, told once; or null.</summary>
    public string? TakeTraceTrouble() => trace?.TakeTrouble();

    /// <summary>Sends and reads. The caller bounds the time by the token.</summary>
    /// <exception cref="ApiException">There was no whole answer.</exception>
    public Task<ReceivedAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        trace is null ? ExchangeAsync(message, cancellationToken) : TraceAsync(trace, message, cancellationToken);

    private async Task<ReceivedAnswer> TraceAsync(ExchangeTrace kept, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        DateTimeOffset began = _time.GetUtcNow();
        long started = _time.GetTimestamp();
        ReceivedAnswer? answer = null;
        string? error = null;
        string? correlationId = null;
        try
        {
            answer = await ExchangeAsync(message, cancellationToken).ConfigureAwait(false);
            correlationId = answer.CorrelationId;
            return answer;
        }
        catch (Exception e)
        {
            error = (e as InsightsException)?.ErrorId ?? (e is OperationCanceledException ? "Cancelled" : nameof(InsightsError.UnexpectedError));
            correlationId = (e as ApiException)?.CorrelationId;
            throw;
        }
        finally
        {
            kept.Write(began, message, _time.GetElapsedTime(started), answer?.Status, answer?.Body.Length ?? 0, correlationId, error);
        }
    }

    private async Task<ReceivedAnswer> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        message.Headers.TryAddWithoutValidation("User-Agent", s_product);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        string host = message.RequestUri!.Authority;
        string? correlationId = null;
        try
        {
            using HttpResponseMessage response = await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
            correlationId = ReadCorrelationId(response.Headers);
            PooledBody? body = await PooledBody.ReadAsync(response.Content, maximumBytes, cancellationToken).ConfigureAwait(false);
            return body is null
                ? throw TooLarge(message, correlationId, response.StatusCode)
                : new ReceivedAnswer(
                    response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, correlationId, body);
        }
        catch (HttpRequestException e)
        {
            throw ToApiException(e, host, correlationId);
        }
        catch (IOException e)
        {
            throw Broken(host, e, correlationId);
        }
        catch (InvalidDataException e)
        {
            throw Broken(host, e, correlationId);
        }
    }

    public void Dispose() => _invoker.Dispose();

    /// <summary>What the support of Genesys asks for, or null.</summary>
    public static string? ReadCorrelationId(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("ININ-Correlation-Id", out IEnumerable<string>? values))
        {
            return null;
        }

        string text = DisplayText.Clean(string.Join(',', values), 64);
        return text.Length == 0 ? null : text;
    }

    private ApiException TooLarge(HttpRequestMessage message, string? correlationId, HttpStatusCode status) => new(
        InsightsError.ResponseTooLarge,
        $"The answer is larger than {maximumBytes / (1024 * 1024)} MB.",
        "Ask for a smaller page or a shorter window.",
        message.RequestUri!.AbsolutePath)
    {
        CorrelationId = correlationId,
        Status = status,
    };

    private static ApiException ToApiException(HttpRequestException e, string host, string? correlationId)
    {
        if (e.InnerException is AuthenticationException || e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new ApiException(
                InsightsError.CertificateInvalid,
                $"No trusted connection to {host} could be made.",
                "Check the address, and that this machine trusts the server's certificate and has the right time.",
                host,
                e)
            {
                WasRefused = true,
            };
        }

        bool neverSent = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.ProxyTunnelError;
        if (!neverSent)
        {
            return Broken(host, e, correlationId);
        }

        string what = e.InnerException is SocketException socket ? $" ({socket.SocketErrorCode})" : "";
        return new ApiException(
            InsightsError.ConnectionFailed,
            $"{host} can't be reached{what}.",
            "Check the region or base address, the network, and the proxy (-Proxy, HTTPS_PROXY).",
            host,
            e)
        {
            IsTransient = true,
            WasRefused = true,
        };
    }

    private static ApiException Broken(string host, Exception e, string? correlationId) => new(
        InsightsError.ConnectionFailed,
        $"The connection to {host} broke before the whole answer had arrived.",
        "Run it again; check the network and the proxy (-Proxy, HTTPS_PROXY) where it keeps happening.",
        host,
        e)
    {
        CorrelationId = correlationId,
        IsTransient = true,
    };
}
