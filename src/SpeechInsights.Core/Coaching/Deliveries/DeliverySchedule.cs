namespace SpeechInsights.Coaching.Deliveries;

/// <summary>When a delivery is tried again, and when it is given up.</summary>
internal static class DeliverySchedule
{
    /// <summary>The answer that ends a target.</summary>
    public const int Gone = 410;

    /// <summary>The most that is waited between two attempts.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private const double Jitter = 0.2;

    // As the Standard Webhooks specification's example, with one more at the start: four days in all.
    private static readonly TimeSpan[] s_delays =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Whether an answer says that no repeat will help: 4xx but for 408 and 429. 410 ends the target too.</summary>
    public static bool IsFinal(int status) => status is >= 400 and < 500 and not (408 or 429);

    /// <summary>How long to wait after an attempt that failed.</summary>
    /// <param name="attempts">Attempts so far, 1 or more.</param>
    /// <param name="retryAfter">What the receiver asked for, or null.</param>
    /// <param name="random">From 0 to 1.</param>
    /// <returns>Null where it is given up.</returns>
    public static TimeSpan? Next(int attempts, TimeSpan? retryAfter, double random)
    {
        if (attempts > s_delays.Length)
        {
            return null;
        }

        // The jitter only adds: nothing is sent before the time that the receiver gave.
        TimeSpan delay = s_delays[attempts - 1] * (1 + (Jitter * random));
        TimeSpan wanted = retryAfter > delay ? retryAfter.Value : delay;
        return wanted < LongestDelay ? wanted : LongestDelay;
    }

    /// <summary>Whether an attempt is due. What is further away than any wait can be was written by a clock that was wrong.</summary>
    public static bool IsDue(DateTimeOffset at, DateTimeOffset now) => at <= now || at - now > LongestDelay;
}
