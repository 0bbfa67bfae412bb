using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Shows the webhooks that are registered.</summary>
[Cmdlet(VerbsCommon.Get, "CoachingWebhook", DefaultParameterSetName = IdSet)]
[OutputType(typeof(CoachingWebhook))]
[SendsRequests]
[RecordErrors(InsightsError.WebhookNotFound)]
[Permission(PlatformPaths.ViewTrigger)]
public sealed class GetCoachingWebhookCommand : ConnectedCommand
{
    private const string IdSet = "Id";
    private const string NameSet = "Name";

    /// <summary>The webhooks' ids; all where it is left out.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Identifier]
    public string[]? Id { get; set; }

    /// <summary>The webhooks' names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [SupportsWildcards]
    public string[] Name { get; set; } = null!;

    private protected override void Begin() => _ = Connected;

    private protected override void Process()
    {
        // A null that was given is an empty id; only where nothing was given are all wanted.
        string[]? ids = Id ?? (ParameterSetName == IdSet && (MyInvocation.ExpectingInput || IsBound(nameof(Id))) ? [""] : null);
        QueryValidation.CheckIdentifiers(ids, "-Id");
        if (ids is { Length: 0 })
        {
            return;
        }

        PumpAudited(new AuditQuery(), changes: false, async (sink, run, token) =>
        {
            IReadOnlyList<CoachingWebhook> all = await WebhookRegistrar.ListAsync(Connected.Api, run, token).ConfigureAwait(false);
            foreach (InsightsException missing in Missing(ids, all))
            {
                sink.WriteError(missing);
            }

            await sink.WriteRowsAsync([.. all.Where(webhook => IsWanted(webhook, ids))]).ConfigureAwait(false);
        });
    }

    private bool IsWanted(CoachingWebhook webhook, string[]? ids) => ParameterSetName == NameSet
        ? Name.Any(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(webhook.Name))
        : ids is null || ids.Contains(webhook.Id, StringComparer.Ordinal);

    private static IEnumerable<InsightsException> Missing(string[]? ids, IReadOnlyList<CoachingWebhook> all) =>
        (ids ?? []).Where(id => all.All(webhook => webhook.Id != id)).Select(static id => new InsightsException(
            InsightsError.WebhookNotFound, $"There is no webhook with the id '{id}'.", "Run Get-CoachingWebhook without -Id to see them all.", id));
}
