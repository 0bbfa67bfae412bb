using System.Net;
using SpeechInsights.Http;
using SpeechInsights.Resilience;

namespace SpeechInsights.Sessions;

/// <summary>How a session sends. The defaults are those of Connect-GenesysInsights.</summary>
internal sealed record SessionOptions
{
    public const int MaximumTimeoutSeconds = 3600;
    public const int MaximumRetries = 20;
    public const int MaximumThrottleLimit = 64;
    public const int MaximumRequestsPerMinute = 100_000;

    /// <summary>The most one attempt may take, from send to last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Repeats after the first attempt, 0 to 20.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>Requests under way at once, 1 to 64.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Requests a minute; 0 sends without a budget.</summary>
    public int RequestsPerMinute { get; init; } = 300;

    /// <summary>Whether nothing is asked of the server without a line in the trail; otherwise that holds for what changes something.</summary>
    public bool RequireAudit { get; init; }

    /// <summary>The largest answer that is taken, in bytes.</summary>
    public int MaximumResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The clock of everything that waits or expires.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Numbers from 0 to 1 for the jitter of repeats; null takes the shared generator.</summary>
    public Func<double>? Random { get; init; }

    /// <summary>The budgets that the session takes its own from.</summary>
    public RequestBudgets Budgets { get; init; } = RequestBudgets.Process;

    /// <summary>The proxy in place of the environment's or the system's; null takes those.</summary>
    public GivenProxy? Proxy { get; init; }

    /// <summary>Where each exchange leaves a line; null for nowhere.</summary>
    public ExchangeTrace? Trace { get; init; }

    /// <summary>Makes the handler that sends to an address; null makes the usual one, tests put their own in its place.</summary>
    public Func<Uri, HttpMessageHandler>? CreateHandler { get; init; }

    /// <summary>Finds the addresses of a name; tests put their own in its place.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public RetryPolicy CreateRetryPolicy() => new(
        MaximumRetryCount,
        Timeout,
        Time,
        static e => e is TimeoutException or ApiException { IsTransient: true },
        static e => (e as ApiException)?.RetryAfter,
        Random);
}
