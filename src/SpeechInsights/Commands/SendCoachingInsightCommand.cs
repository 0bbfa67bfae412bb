using System.Management.Automation;
using System.Net;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Declarations;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>Hands candidates to a coaching platform, signed, each once, however often it is run.</summary>
[Cmdlet(VerbsCommunications.Send, "CoachingInsight", SupportsShouldProcess = true)]
[OutputType(typeof(CoachingDelivery))]
public sealed class SendCoachingInsightCommand : DeliveryCommand
{
    // Taken to the spool together: its lock is had once for all of them.
    private const int Chunk = 500;

    private readonly List<InsightText> _insights = [];
    private DeliveryTarget? _target;
    private Spool? _spool;
    private bool? _isMeant;

    /// <summary>The candidates of Select-CoachingCandidate.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public CoachingCandidate InputObject { get; set; } = null!;

    /// <summary>Where the coaching platform takes them; a public https address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>The most candidates in one delivery.</summary>
    [Parameter]
    [Bounds(1, DeliveryText.MaximumBatch)]
    public int BatchSize { get; set; } = DeliveryText.DefaultBatch;

    /// <summary>The folder that deliveries are kept in until they arrived.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <summary>Allow an address that leads into a private network.</summary>
    [Parameter]
    public SwitchParameter AllowPrivateNetwork { get; set; }

    /// <summary>Allow an address that leads to this machine, also by plain http.</summary>
    [Parameter]
    public SwitchParameter AllowLoopback { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        _target = DeliveryTarget.Create(Uri, AllowPrivateNetwork, AllowLoopback);
        DeliveryText.CheckBatch(BatchSize);
    }

    private protected override void Process()
    {
        _isMeant ??= ShouldProcess(_target!.Display, "Send insights for coaching");
        if (_isMeant == false)
        {
            return;
        }

        _spool ??= Start();
        _insights.Add(InsightText.Of(InputObject, _target!));
        if (_insights.Count == Chunk)
        {
            Keep();
        }
    }

    private protected override void End()
    {
        if (_spool is not null)
        {
            Keep();
            Deliver(_spool, name => name.Target == _target!.Digest);
        }
    }

    private Spool Start()
    {
        RunContext run = StartRun(_target!.Uri.Authority);
        if (!(AllowLoopback && WebhookAddress.IsLoopback(Uri)))
        {
            WebhookAddress.CheckResolvedAsync(Uri, AllowPrivateNetwork, Dns.GetHostAddressesAsync, run, StopToken).GetAwaiter().GetResult();
        }

        Spool spool = Spool.Open(FileSystemPath.Resolve(this, SpoolPath ?? SpoolLocation.Default()), TimeProvider.System);
        spool.CheckOpen(_target);
        return spool;
    }

    private void Keep()
    {
        int taken = _spool!.Add(_insights, _target!, BatchSize);
        WriteVerbose($"{taken} of {_insights.Count} candidates are new and were written to the spool.");
        _insights.Clear();
    }
}
