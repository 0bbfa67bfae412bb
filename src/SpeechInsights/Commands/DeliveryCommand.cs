using System.ComponentModel;
using System.Management.Automation;
using System.Net;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>What cmdlets share that send deliveries. They need no session; where there is one, its trail is used.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeliveryCommand : ConnectedCommand
{
    private AuditSource? _source;
    private IReadOnlyList<WebhookSecret> _secrets = [];
    private PipelineSink? _sink;

    /// <summary>The secret that deliveries are signed with, or several while one is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SecureString[]? Secret { get; set; }

    /// <summary>Where the run is recorded if there is no session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuditPath { get; set; }

    private protected override AuditSource Source => _source ??= (Session ?? ModuleState.ForRunspace().Current) is { } session
        ? AuditSource.Of(session.EnsureOpen())
        : AuditSource.Of(new AuditFile(FileSystemPath.Resolve(this, AuditPath ?? AuditLocation.Default()), AuditHasher.Plain));

    /// <summary>What the run costs; there once it was started.</summary>
    private protected RunContext? Run { get; private set; }

    private protected override void Begin()
    {
        Session?.EnsureOpen();
        _secrets = WebhookSecret.ReadAll(Secret ?? []);
    }

    /// <summary>Writes the start of the run to the trail, before anything else is written or sent.</summary>
    private protected RunContext StartRun(string target)
    {
        _sink?.Dispose();
        _sink = CreateSink(StopToken);
        Run = new RunContext(_sink);
        BeginAudit(new AuditQuery { Target = target }, changes: true, Run);
        if (_secrets.Count == 0)
        {
            WriteWarning("Nothing is signed without -Secret: the receiver can't know who sends.");
        }

        return Run;
    }

    /// <summary>Sends what waits, gives how each delivery stands, and ends the run.</summary>
    private protected void Deliver(Spool spool, Func<DeliveryName, bool> isMeant)
    {
        int delivered = 0;
        int dead = 0;
        List<CoachingDelivery> waiting = [];
        AmendAudit(static query => query with { DeliveredCount = 0, DeadCount = 0, WaitingCount = 0 });
        Pump(_sink!, async (sink, token) =>
        {
            using DeliverySender sender = new(_secrets, TimeProvider.System, Dns.GetHostAddressesAsync);
            DeliveryRun work = new(spool, sender, isMeant, TimeProvider.System, Random.Shared.NextDouble, Run!);
            await foreach (CoachingDelivery delivery in work.SendAsync(token).ConfigureAwait(false))
            {
                if (delivery.State == DeliveryState.Pending)
                {
                    waiting.Add(delivery);
                }
                else
                {
                    _ = delivery.State == DeliveryState.Delivered ? ++delivered : ++dead;
                }

                AmendAudit(query => query with { DeliveredCount = delivered, DeadCount = dead, WaitingCount = waiting.Count });
                await sink.WriteRowAsync(delivery).ConfigureAwait(false);
            }
        });
        if (dead > 0)
        {
            WriteWarning($"{dead} deliveries were given up: Get-CoachingDelivery -State Dead says why.");
        }

        if (waiting.Count > 0)
        {
            WriteWarning($"{waiting.Count} deliveries wait, the next until {waiting.Min(static delivery => delivery.NextAttempt):u}: Resume-CoachingDelivery, or the next Send-CoachingInsight, sends them.");
        }

        EndAudit(AuditStatus.Completed);
    }

    private protected override void Dispose(bool disposing)
    {
        foreach (WebhookSecret secret in _secrets)
        {
            secret.Dispose();
        }

        base.Dispose(disposing);
        _sink?.Dispose();
    }
}
