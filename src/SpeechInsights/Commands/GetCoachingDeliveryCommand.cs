using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Coaching.Deliveries;

namespace SpeechInsights.Commands;

/// <summary>Lists what was sent for coaching, what waits, and what was given up.</summary>
[Cmdlet(VerbsCommon.Get, "CoachingDelivery")]
[OutputType(typeof(CoachingDelivery))]
public sealed class GetCoachingDeliveryCommand : InsightsCommand
{
    /// <summary>Only deliveries that stand so.</summary>
    [Parameter(Position = 0)]
    public DeliveryState[] State { get; set; } = Enum.GetValues<DeliveryState>();

    /// <summary>The folder that deliveries are kept in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    private protected override void Process()
    {
        string path = FileSystemPath.Resolve(this, SpoolPath ?? SpoolLocation.Default());
        Pump(async (sink, token) =>
        {
            Spool? spool = Spool.OpenToRead(path, TimeProvider.System);
            foreach (DeliveryState state in State.Distinct())
            {
                DeliveryName[] names = [.. spool?.List(state, sink.WriteWarning) ?? []];
                foreach (DeliveryName name in names.OrderBy(static name => name.At).ThenBy(static name => name.Id, StringComparer.Ordinal))
                {
                    token.ThrowIfCancellationRequested();
                    if (spool!.Describe(state, name, sink.WriteWarning) is { } delivery)
                    {
                        await sink.WriteRowAsync(delivery).ConfigureAwait(false);
                    }
                }
            }
        });
    }
}
