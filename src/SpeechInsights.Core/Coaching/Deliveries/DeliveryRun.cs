using System.Runtime.CompilerServices;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>Sends what waits in a spool, one after the other, as long as something is due soon.</summary>
/// <param name="spool">The spool.</param>
/// <param name="sender">Sends.</param>
/// <param name="isMeant">Which deliveries it is about.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 to 1 for the jitter.</param>
/// <param name="run">What it costs, and where it tells.</param>
internal sealed class DeliveryRun(Spool spool, DeliverySender sender, Func<DeliveryName, bool> isMeant, TimeProvider time, Func<double> random, RunContext run)
{
    /// <summary>How long the run stays for a delivery whose next attempt is not due yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Unit = "deliveries";

    private readonly Dictionary<string, DateTimeOffset> _paused = [];

    /// <summary>Sends, and gives each delivery that came to its end; then those that wait.</summary>
    /// <exception cref="InsightsException">SpoolWriteFailed; InsecureWebhookUri, which leaves the deliveries waiting.</exception>
    public async IAsyncEnumerable<CoachingDelivery> SendAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> told = [];
        long ended = 0;
        while (true)
        {
            DeliveryName[] waiting = [.. List(told).OrderBy(static name => name.At).ThenBy(static name => name.Id, StringComparer.Ordinal)];
            long all = ended + waiting.Length;
            run.Trace.ReportProgress(ended, all, Unit);
            HashSet<DeliveryName> elsewhere = [];
            foreach (DeliveryName name in waiting)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!IsDue(name))
                {
                    continue;
                }

                await foreach (CoachingDelivery? tried in TryAsync(name, told, cancellationToken).ConfigureAwait(false))
                {
                    if (tried is null)
                    {
                        elsewhere.Add(name);
                    }
                    else if (tried.State != DeliveryState.Pending)
                    {
                        run.Trace.ReportProgress(++ended, all, Unit);
                        yield return tried;
                    }
                }
            }

            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset[] soon = [.. List(told).Where(name => !elsewhere.Contains(name)).Select(DueAt).Where(at => at - now <= Patience)];
            if (soon.Length == 0)
            {
                break;
            }

            TimeSpan pause = soon.Min() - now;
            if (pause > TimeSpan.Zero)
            {
                run.Trace.ReportWaiting("the next attempt", pause);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (DeliveryName name in List(told).OrderBy(static name => name.At))
        {
            if (spool.Describe(DeliveryState.Pending, name, Tell(told)) is { } waits)
            {
                yield return waits;
            }
        }
    }

    // How the delivery stands after an attempt; null where another has it. After a 410, those of the same target too.
    private async IAsyncEnumerable<CoachingDelivery?> TryAsync(DeliveryName name, HashSet<string> told, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CoachingDelivery? ended = null;
        bool isGone = false;
        using (ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, name, Tell(told)))
        {
            if (claimed is not null)
            {
                if (name.Attempts > 0)
                {
                    run.CountRetry();
                }

                (int status, TimeSpan? retryAfter) = await sender.SendAsync(claimed.Text, run, cancellationToken).ConfigureAwait(false);
                ended = Conclude(claimed, status, retryAfter);
                isGone = status == DeliverySchedule.Gone;
            }
        }

        yield return ended;
        if (isGone)
        {
            foreach (DeliveryName other in List(told).Where(other => other.Target == name.Target))
            {
                using ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, other, Tell(told));
                if (claimed is not null)
                {
                    yield return claimed.Move(DeliveryState.Dead, other with { At = time.GetUtcNow(), Status = DeliverySchedule.Gone });
                }
            }
        }
    }

    private CoachingDelivery Conclude(ClaimedDelivery claimed, int status, TimeSpan? retryAfter)
    {
        DateTimeOffset now = time.GetUtcNow();
        DeliveryName next = claimed.Name with { Attempts = claimed.Name.Attempts + 1, At = now, Status = status };
        if (status is >= 200 and < 300)
        {
            return claimed.Move(DeliveryState.Delivered, next);
        }

        if (DeliverySchedule.IsFinal(status) || DeliverySchedule.Next(next.Attempts, retryAfter, random()) is not { } delay)
        {
            return claimed.Move(DeliveryState.Dead, next);
        }

        if (retryAfter is not null)
        {
            // It is the receiver that asks, not the delivery.
            _paused[next.Target] = now + delay;
        }

        return claimed.Move(DeliveryState.Pending, next with { At = now + delay });
    }

    private bool IsDue(DeliveryName name) => DeliverySchedule.IsDue(DueAt(name), time.GetUtcNow());

    private DateTimeOffset DueAt(DeliveryName name) => _paused.TryGetValue(name.Target, out DateTimeOffset until) && until > name.At ? until : name.At;

    private IEnumerable<DeliveryName> List(HashSet<string> told) => spool.List(DeliveryState.Pending, Tell(told)).Where(isMeant);

    private Action<string> Tell(HashSet<string> told) => text =>
    {
        if (told.Add(text))
        {
            run.Trace.WriteWarning(text);
        }
    };
}
