using SpeechInsights.Api;
using SpeechInsights.Http;
using SpeechInsights.Resilience;

namespace SpeechInsights.Sessions;

/// <summary>
/// Tokens of a client: kept until shortly before they expire, on a monotonic
/// clock; one refresh at a time, whoever asks; a failure is not kept.
/// </summary>
internal sealed class ClientTokenProvider : ITokenProvider
{
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    private readonly object _lock = new();
    private readonly ITokenEndpoint _endpoint;
    private readonly HttpTransport _transport;
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closed = new();
    private AccessToken? _token;
    private Task<AccessToken>? _refresh;
    private bool _hadToken;

    public ClientTokenProvider(ITokenEndpoint endpoint, HttpTransport transport, SessionOptions options)
    {
        _endpoint = endpoint;
        _transport = transport;
        _policy = options.CreateRetryPolicy();
        _time = options.Time;
    }

    public async ValueTask<AccessToken> GetAsync(RunContext run, CancellationToken cancellationToken)
    {
        AccessToken? known;
        Task<AccessToken> refresh;
        lock (_lock)
        {
            if (_closed.IsCancellationRequested)
            {
                throw SessionErrors.Closed();
            }

            known = _token;
            if (known is not null && _time.GetTimestamp() < known.RenewAt)
            {
                return known;
            }

            // The refresh runs on a token of its own, so that one caller's Ctrl+C does not take it away from the others.
            _refresh ??= StartRefresh(run);
            refresh = _refresh;
        }

        try
        {
            return await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SessionErrors.Closed();
        }
        catch (InsightsException) when (known is not null && _time.GetTimestamp() < known.ExpiresAt && ReferenceEquals(known, Volatile.Read(ref _token)))
        {
            // The token endpoint is down, but the old token is still good.
            return known;
        }
    }

    public bool Reject(AccessToken token)
    {
        lock (_lock)
        {
            // Another request may have been refused earlier, and a newer token been fetched since.
            if (ReferenceEquals(_token, token))
            {
                _token = null;
            }
        }

        return _endpoint.CanRenew;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _token = null;
            _closed.Cancel();
        }

        _endpoint.Dispose();
    }

    private Task<AccessToken> StartRefresh(RunContext run)
    {
        Task<AccessToken> refresh = Task.Run(() => RefreshAsync(run), CancellationToken.None);

        // Where all who asked were stopped, nobody is left to look at its failure.
        _ = refresh.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        return refresh;
    }

    private async Task<AccessToken> RefreshAsync(RunContext run)
    {
        try
        {
            AccessToken token = await _policy.ExecuteAsync<AccessToken>(
                (timed, cancellationToken) => timed(inner => RequestAsync(run, inner), cancellationToken),
                (_, _, _) => run.CountRetry(),
                _closed.Token).ConfigureAwait(false);
            lock (_lock)
            {
                // One that came while the session was closed is not kept.
                _token = _closed.IsCancellationRequested ? null : token;
                _hadToken = true;
            }

            return token;
        }
        catch (Exception e) when (e is InsightsException or TimeoutException)
        {
            throw Explain(e);
        }
        finally
        {
            lock (_lock)
            {
                _refresh = null;
            }
        }
    }

    private async Task<AccessToken> RequestAsync(RunContext run, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = _endpoint.CreateRequest();
        run.CountRequest();
        long asked = _time.GetTimestamp();
        using ReceivedAnswer answer = await _transport.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (_transport.TakeTraceTrouble() is { } trouble)
        {
            run.Trace.WriteWarning(trouble);
        }

        if (!answer.IsSuccess)
        {
            AddCorrelationId(run, answer.CorrelationId);
            throw TokenError.FromAnswer(_endpoint, answer, _time.GetUtcNow());
        }

        TokenGrant grant = TokenError.Read(_endpoint, answer);
        answer.Body.Dispose(clear: true);
        TimeSpan skew = TimeSpan.FromTicks(Math.Min(s_skew.Ticks, grant.Lifetime.Ticks / 2));
        AccessToken token = new(grant.Value, asked + ToTicks(grant.Lifetime - skew), asked + ToTicks(grant.Lifetime));

        // Read anew now that the token is known: a server may have put it there, too.
        AddCorrelationId(run, HttpTransport.ReadCorrelationId(answer.Headers));
        return token;
    }

    private static void AddCorrelationId(RunContext run, string? id)
    {
        if (id is not null)
        {
            run.AddCorrelationId(id);
        }
    }

    private InsightsException Explain(Exception e)
    {
        if (_hadToken)
        {
            return new ApiException(
                InsightsError.TokenRefreshFailed,
                $"The token of client {_endpoint.ClientId} could not be renewed: {e.Message}",
                "Check that the OAuth client is still active, then connect again.",
                _endpoint.ClientId,
                e)
            {
                CorrelationId = (e as ApiException)?.CorrelationId,
            };
        }

        return e as InsightsException ?? new ApiException(
            InsightsError.OperationTimeout, $"{_endpoint.Host} gave no token in time.", "Raise -TimeoutSec, or check the region.", _endpoint.Host, e);
    }

    private long ToTicks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
