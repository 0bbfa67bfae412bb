using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SpeechInsights.Resilience;
using SpeechInsights.Sessions;

namespace SpeechInsights.Http;

/// <summary>
/// The one place that sends to the API: token, permit, budget, repeats, and what an answer means. Safe for many threads.
/// </summary>
internal sealed class RequestSender : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly string _address;
    private readonly int _segments;
    private readonly HttpTransport _transport;
    private readonly ITokenProvider _tokens;
    private readonly RequestBudget _budget;
    private readonly SessionOptions _options;
    private readonly RetryPolicy _policy;
    private readonly SemaphoreSlim _permits;

    // Disposing a handler lets its requests run on; this ends them. It is never disposed itself: a request may still look at it.
    private readonly CancellationTokenSource _closed = new();

    private Uri? _last;

    public RequestSender(Uri baseUri, HttpTransport transport, ITokenProvider tokens, RequestBudget budget, SessionOptions options)
    {
        _address = baseUri.AbsoluteUri.TrimEnd('/');
        _segments = new Uri(_address + "/").AbsolutePath.Count('/') - 1;
        _transport = transport;
        _tokens = tokens;
        _budget = budget;
        _options = options;
        _policy = options.CreateRetryPolicy();
        _permits = new SemaphoreSlim(options.ThrottleLimit, options.ThrottleLimit);
    }

    /// <summary>How many requests may be under way at once.</summary>
    /// <inheritdoc cref="RequestBudget.Left"/>
    public int? RequestsLeft => _budget.Left;

    public int ThrottleLimit => _options.ThrottleLimit;

    /// <summary>Sends a request, as often as its failures and the options allow, and reads the answer.</summary>
    /// <exception cref="ApiException">It could not be had; the id says why.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, ResponseReader<T> read, RunContext run, CancellationToken cancellationToken)
    {
        int attempt = 0;
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            return await _policy.ExecuteAsync<T>(
                (timed, token) => AttemptAsync(request, read, timed, ++attempt, run, token),
                (number, wait, why) => OnRetry(request, number, wait, why, run),
                ending.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (_closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested
            && e is OperationCanceledException or ObjectDisposedException or ApiException { Error: InsightsError.ConnectionFailed })
        {
            throw SessionErrors.Closed();
        }
        catch (TimeoutException e)
        {
            throw new ApiException(
                InsightsError.OperationTimeout,
                string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Path} had no whole answer within {_options.Timeout.TotalSeconds:0.###} s."),
                "Raise -TimeoutSec at Connect-GenesysInsights, or ask for a shorter window.",
                request.Subject ?? request.Path,
                e);
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _transport.Dispose();
    }

    private async Task<T> AttemptAsync<T>(
        ApiRequest request, ResponseReader<T> read, Timed<T> timed, int attempt, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            AccessToken token = await _tokens.GetAsync(run, cancellationToken).ConfigureAwait(false);
            try
            {
                return await OnceAsync(request, read, timed, token, attempt, run, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.Error == InsightsError.TokenRejected && _tokens.Reject(token))
            {
                AccessToken renewed = await _tokens.GetAsync(run, cancellationToken).ConfigureAwait(false);
                return await OnceAsync(request, read, timed, renewed, attempt, run, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ApiException e) when (e.IsTransient && !request.IsRepeatable && !e.WasRefused)
        {
            throw e.AsFinal();
        }
        catch (TimeoutException e) when (!request.IsRepeatable)
        {
            throw new ApiException(InsightsError.OperationTimeout, e.Message, "Look at the server before you run it again: it may have been done.", request.Subject ?? request.Path, e);
        }
    }

    private async Task<T> OnceAsync<T>(
        ApiRequest request,
        ResponseReader<T> read,
        Timed<T> timed,
        AccessToken token,
        int attempt,
        RunContext run,
        CancellationToken cancellationToken)
    {
        // The permit comes first: booked and then kept waiting, a request would reach the server later than the budget thinks.
        await _permits.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool holds = true;
        bool booked = false;
        try
        {
            await _budget.WaitAsync(run, cancellationToken).ConfigureAwait(false);
            booked = true;
            return await timed(
                async inner =>
                {
                    long started = _options.Time.GetTimestamp();
                    using ReceivedAnswer answer = await ExchangeAsync(request, token, run, inner).ConfigureAwait(false);
                    _permits.Release();
                    holds = false;
                    _budget.OnAnswered();
                    booked = false;
                    RequestLog.Write(run, request, answer, attempt, _options.Time.GetElapsedTime(started));
                    return Read(request, read, answer);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (holds)
            {
                _permits.Release();
            }

            if (booked)
            {
                _budget.OnAnswered();
            }
        }
    }

    private async Task<ReceivedAnswer> ExchangeAsync(ApiRequest request, AccessToken token, RunContext run, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(request.Method, AddressOf(request));
        message.Headers.Authorization = token.Header;
        if (!request.Body.IsEmpty)
        {
            message.Content = new SequenceContent(request.Body);
            message.Content.Headers.ContentType = s_json;
        }

        run.CountRequest();
        RequestLog.WriteRequest(run, request);
        ReceivedAnswer answer = await _transport.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (_transport.TakeTraceTrouble() is { } trouble)
        {
            run.Trace.WriteWarning(trouble);
        }

        if (answer.CorrelationId is { } id)
        {
            run.AddCorrelationId(id);
        }

        return answer;
    }

    // A query's pages have one address, and taking one apart costs as much as reading ten rows.
    private Uri AddressOf(ApiRequest request)
    {
        string text = request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        Uri? last = Volatile.Read(ref _last);
        if (last is not null && last.OriginalString.AsSpan(_address.Length).SequenceEqual(text))
        {
            return last;
        }

        Uri address = new(_address + text);
        if (address.AbsolutePath.Count('/') != _segments + request.Path.Count('/'))
        {
            throw new InsightsException(
                InsightsError.InvalidIdentifier, $"{request.Path} leads somewhere else than it says.", "Look at the id in it.", request.Subject ?? request.Path);
        }

        Volatile.Write(ref _last, address);
        return address;
    }

    private T Read<T>(ApiRequest request, ResponseReader<T> read, ReceivedAnswer answer)
    {
        RateLimitHeaders.Apply(answer.Headers, _budget);
        if (!answer.IsSuccess)
        {
            ApiException error = StatusError.ToException(request, answer, _options.Time.GetUtcNow());
            if (error.Error == InsightsError.RateLimitExceeded)
            {
                _budget.OnThrottled(error.IsTransient ? error.RetryAfter : null);
            }

            throw error;
        }

        if (answer.IsHtml)
        {
            throw Invalid(request, answer, "it is a web page, not JSON");
        }

        try
        {
            return read(answer.Body.Span);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            if (JsonDepth.Exceeds(answer.Body.Span, JsonDepth.Maximum))
            {
                throw new ApiException(
                    InsightsError.ResponseTooLarge, $"{request.Method} {request.Path}: the answer is nested too deep.", "Check the base address and proxies on the way.", request.Path)
                {
                    CorrelationId = answer.CorrelationId,
                    Status = answer.Status,
                };
            }

            // The JSON reader's own text may quote the body, so only the place in it is told.
            throw Invalid(request, answer, e switch
            {
                JsonException json => $"it breaks off or is malformed near byte {json.BytePositionInLine ?? 0}",
                FormatException => e.Message,
                _ => "a text in it is not Unicode",
            });
        }
    }

    private void OnRetry(ApiRequest request, int number, TimeSpan wait, Exception why, RunContext run)
    {
        run.CountRetry();
        string seconds = wait.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        string reason = why is InsightsException known ? known.ErrorId : nameof(InsightsError.OperationTimeout);
        run.Trace.ReportWaiting($"repeat {number} after {reason}", wait);
        if (why is ApiException { Error: InsightsError.RateLimitExceeded } && wait > TimeSpan.FromSeconds(5))
        {
            run.Trace.WriteWarning($"The API's rate limit was reached; waiting {seconds} s.");
        }

        if (run.Trace.IsVerbose)
        {
            run.Trace.WriteVerbose($"{request.Method} {request.Path} failed ({reason}); repeat {number} in {seconds} s.");
        }
    }

    private static ApiException Invalid(ApiRequest request, ReceivedAnswer answer, string why) => new(
        InsightsError.InvalidResponse,
        $"{request.Method} {request.Path}: the answer can't be read: {why} (HTTP {(int)answer.Status})."
            + (answer.CorrelationId is null ? "" : $" Correlation id: {answer.CorrelationId}."),
        "Check the base address and proxies on the way; give the correlation id to Genesys support where it lasts.",
        request.Subject ?? request.Path)
    {
        CorrelationId = answer.CorrelationId,
        Status = answer.Status,
        IsTransient = true,
    };
}
