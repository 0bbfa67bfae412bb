using System.Management.Automation;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Binding;

namespace SpeechInsights.Commands;

/// <summary>Sends what waits in the spool and, where it is told which, what was given up.</summary>
[Cmdlet(VerbsLifecycle.Resume, "CoachingDelivery", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(CoachingDelivery))]
public sealed class ResumeCoachingDeliveryCommand : DeliveryCommand
{
    private const string UriSet = "Uri";
    private const string ObjectSet = "Object";

    private readonly Dictionary<string, HashSet<string>> _ids = new(StringComparer.Ordinal);

    /// <summary>The address whose deliveries are sent, as it was given to Send-CoachingInsight.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>Deliveries of Get-CoachingDelivery, which are tried at once and anew.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public CoachingDelivery InputObject { get; set; } = null!;

    /// <summary>The folder that deliveries are kept in.</summary>
    [Parameter(ParameterSetName = UriSet)]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == ObjectSet)
        {
            if (ShouldProcess($"{InputObject.DeliveryId} -> {InputObject.Uri}", "Send delivery again"))
            {
                _ids.TryAdd(InputObject.SpoolPath, new HashSet<string>(StringComparer.Ordinal));
                _ids[InputObject.SpoolPath].Add(InputObject.DeliveryId);
            }

            return;
        }

        // The address was judged when it was first sent to, and is when it is connected to.
        DeliveryTarget target = new(Uri, false, false);
        string path = FileSystemPath.Resolve(this, SpoolPath ?? SpoolLocation.Default());
        if (ShouldProcess(target.Display, "Send waiting deliveries") && Spool.OpenToRead(path, TimeProvider.System) is not null)
        {
            StartRun(target.Uri.Authority);
            Deliver(Spool.Open(path, TimeProvider.System), name => name.Target == target.Digest);
        }
    }

    private protected override void End()
    {
        foreach ((string path, HashSet<string> ids) in _ids)
        {
            StartRun(new Uri(InputObject.Uri.Replace("?***", "", StringComparison.Ordinal)).Authority);
            Spool spool = Spool.Open(path, TimeProvider.System);
            spool.Revive(ids, Run!.Trace.WriteWarning);
            Deliver(spool, name => ids.Contains(name.Id));
        }
    }
}
