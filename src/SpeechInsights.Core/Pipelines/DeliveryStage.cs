using System.Globalization;
using System.Net;
using SpeechInsights.Auditing;
using SpeechInsights.Coaching;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;

namespace SpeechInsights.Pipelines;

/// <summary>The end of a pipeline: picks candidates by the default rules while rows come, and sends them after the last one.</summary>
/// <param name="target">Where they go.</param>
/// <param name="secrets">What signs them.</param>
/// <param name="spoolPath">The spool's folder, absolute.</param>
internal sealed class DeliveryStage(DeliveryTarget target, IReadOnlyList<WebhookSecret> secrets, string spoolPath)
{
    private readonly CandidateRules _rules = new();
    private Spool? _spool;
    private int _delivered;
    private int _waiting;
    private int _dead;

    /// <summary>Opens the spool, before anything is asked for.</summary>
    /// <exception cref="InsightsException">InsecureWebhookUri, SpoolWriteFailed, SpoolInvalid, TargetGone.</exception>
    public async Task OpenAsync(RunContext run, CancellationToken cancellationToken)
    {
        if (!(target.AllowLoopback && WebhookAddress.IsLoopback(target.Uri)))
        {
            await WebhookAddress.CheckResolvedAsync(target.Uri, target.AllowPrivateNetwork, Dns.GetHostAddressesAsync, run, cancellationToken).ConfigureAwait(false);
        }

        _spool = Spool.Open(spoolPath, TimeProvider.System);
        _spool.CheckOpen(target);
    }

    /// <summary>Writes the candidates among the rows to the spool.</summary>
    public void Add(IReadOnlyList<ScoredInsight> rows)
    {
        InsightText[] insights = [.. rows.Select(_rules.Evaluate).OfType<CoachingCandidate>().Select(candidate => InsightText.Of(candidate, target))];
        if (insights.Length > 0)
        {
            _spool!.Add(insights, target, DeliveryText.DefaultBatch);
        }
    }

    /// <summary>Sends what waits for the target.</summary>
    public async Task SendAsync(RunContext run, CancellationToken cancellationToken)
    {
        using DeliverySender sender = new(secrets, TimeProvider.System, Dns.GetHostAddressesAsync);
        DeliveryRun work = new(_spool!, sender, name => name.Target == target.Digest, TimeProvider.System, Random.Shared.NextDouble, run);
        await foreach (CoachingDelivery delivery in work.SendAsync(cancellationToken).ConfigureAwait(false))
        {
            _ = delivery.State switch
            {
                DeliveryState.Delivered => ++_delivered,
                DeliveryState.Dead => ++_dead,
                _ => ++_waiting,
            };
        }

        if (_dead + _waiting > 0)
        {
            run.Trace.WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"Of the deliveries to {target.Uri.Authority}, {_waiting} wait and {_dead} were given up: Get-CoachingDelivery lists them, Resume-CoachingDelivery sends them."));
        }
    }

    /// <summary>Says in the trail how many arrived.</summary>
    public AuditQuery Amend(AuditQuery query) => query with { DeliveredCount = _delivered, WaitingCount = _waiting, DeadCount = _dead };
}
