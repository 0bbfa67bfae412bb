using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;

namespace SpeechInsights.Resilience;

/// <summary>
/// Repeats an attempt that failed for a passing reason and bounds each attempt in time. Its surface has framework types
/// only, so that Polly can live in a load context of its own.
/// </summary>
public sealed class RetryPolicy
{
    /// <summary>The first wait where the server named none; it doubles from repeat to repeat, with jitter.</summary>
    public static readonly TimeSpan BaseDelay = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait where the server named none.</summary>
    public static readonly TimeSpan MaximumDelay = TimeSpan.FromSeconds(30);

    /// <summary>The most that is added to a wait the server asked for.</summary>
    public static readonly TimeSpan MaximumJitter = TimeSpan.FromMilliseconds(500);

    private static readonly ResiliencePropertyKey<Action<int, TimeSpan, Exception>?> s_onRetry = new("SpeechInsights.OnRetry");

    private readonly Lazy<ResiliencePipeline> _retry;
    private readonly TimeSpan _attemptTimeout;
    private readonly TimeProvider _time;
    private readonly Func<Exception, bool> _isTransient;

    /// <summary>Makes a policy; it is safe to share between threads.</summary>
    /// <param name="maximumRetryCount">Repeats after the first attempt, 0 or more.</param>
    /// <param name="attemptTimeout">The most one attempt may take.</param>
    /// <param name="time">The clock of both the waits and the timeout.</param>
    /// <param name="isTransient">Whether a failure is worth another attempt.</param>
    /// <param name="retryAfter">How long the server asked to wait, or null where it did not say.</param>
    /// <param name="random">Numbers from 0 to 1 for the jitter; null takes <see cref="Random.Shared"/>.</param>
    public RetryPolicy(
        int maximumRetryCount,
        TimeSpan attemptTimeout,
        TimeProvider time,
        Func<Exception, bool> isTransient,
        Func<Exception, TimeSpan?> retryAfter,
        Func<double>? random = null)
    {
        // Most processes never see a failure, and then do without Polly.
        _retry = new Lazy<ResiliencePipeline>(() => Build(maximumRetryCount, time, isTransient, retryAfter, random ?? Random.Shared.NextDouble));
        _attemptTimeout = attemptTimeout;
        _time = time;
        _isTransient = isTransient;
    }

    /// <summary>Runs one attempt, and more while they fail for a passing reason.</summary>
    /// <param name="attempt">
    /// One attempt. It is given a function that runs the part the timeout covers, so that waiting for a permit or for the
    /// budget does not count.
    /// </param>
    /// <param name="onRetry">Told before each wait: the repeat's number from 1, the wait, and why.</param>
    /// <param name="cancellationToken">Ends the attempt or the wait at once.</param>
    /// <exception cref="TimeoutException">The last attempt took too long.</exception>
    public async Task<T> ExecuteAsync<T>(
        Func<Timed<T>, CancellationToken, Task<T>> attempt,
        Action<int, TimeSpan, Exception>? onRetry,
        CancellationToken cancellationToken)
    {
        // Nearly all first attempts succeed, and Polly's layers would cost each of them more than reading its rows does.
        ExceptionDispatchInfo failure;
        try
        {
            return await attempt(RunTimedAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_isTransient(e))
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        return await RetryAsync(failure, attempt, onRetry, cancellationToken).ConfigureAwait(false);
    }

    // To Polly the failed attempt is the first one: how often, when and whether it is repeated is Polly's.
    private async Task<T> RetryAsync<T>(
        ExceptionDispatchInfo? failure, Func<Timed<T>, CancellationToken, Task<T>> attempt, Action<int, TimeSpan, Exception>? onRetry, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(s_onRetry, onRetry);
            return await _retry.Value.ExecuteAsync(
                async context =>
                {
                    Interlocked.Exchange(ref failure, null)?.Throw();
                    return await attempt(RunTimedAsync, context.CancellationToken).ConfigureAwait(false);
                },
                context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T> RunTimedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(_attemptTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The attempt took longer than {_attemptTimeout.TotalSeconds:0.###} s.", e);
        }
    }

    private static ResiliencePipeline Build(
        int maximumRetryCount, TimeProvider time, Func<Exception, bool> isTransient, Func<Exception, TimeSpan?> retryAfter, Func<double> random)
    {
        ResiliencePipelineBuilder retry = new() { TimeProvider = time };
        if (maximumRetryCount == 0)
        {
            return retry.Build();
        }

        retry.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = maximumRetryCount,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = BaseDelay,
            MaxDelay = MaximumDelay,
            Randomizer = random,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && isTransient(e)),
            DelayGenerator = args => ValueTask.FromResult(Asked(args, retryAfter, random)),
            OnRetry = args =>
            {
                if (args.Context.Properties.TryGetValue(s_onRetry, out Action<int, TimeSpan, Exception>? told))
                {
                    told?.Invoke(args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Exception!);
                }

                return default;
            },
        });
        return retry.Build();
    }

    // Polly applies neither jitter nor a ceiling to a generated delay, and a shorter wait than asked for would be refused
    // again: so only time is added. Null leaves Polly's own exponential delay in force.
    private static TimeSpan? Asked(
        RetryDelayGeneratorArguments<object> args, Func<Exception, TimeSpan?> retryAfter, Func<double> random)
    {
        TimeSpan? asked = args.Outcome.Exception is { } e ? retryAfter(e) : null;
        return asked is { } wait ? wait + (MaximumJitter * random()) : null;
    }
}
