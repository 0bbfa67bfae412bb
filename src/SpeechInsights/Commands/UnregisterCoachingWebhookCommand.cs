using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Declarations;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Deletes webhooks.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "CoachingWebhook", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[SendsRequests]
[RecordErrors(InsightsError.WebhookNotFound, OfRequests = true)]
[Permission(PlatformPaths.DeleteTrigger)]
[Permission(PlatformPaths.ViewTrigger, When = "with -Name")]
public sealed class UnregisterCoachingWebhookCommand : ConnectedCommand
{
    private const string IdSet = "Id";
    private const string NameSet = "Name";

    /// <summary>The webhooks' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Identifier]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[] Id { get; set; } = null!;

    /// <summary>The webhooks' names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [SupportsWildcards]
    public string[] Name { get; set; } = null!;

    private protected override void Begin() => _ = Connected;

    private protected override void Process()
    {
        if (ParameterSetName == IdSet)
        {
            QueryValidation.CheckIdentifiers(Id, "-Id");
            foreach (string id in Id)
            {
                Delete(id, $"webhook {id}");
            }

            return;
        }

        List<CoachingWebhook> found = [];
        PumpAudited(new AuditQuery(), changes: false, async (_, run, token) =>
            found.AddRange((await WebhookRegistrar.ListAsync(Connected.Api, run, token).ConfigureAwait(false))
                .Where(webhook => Name.Any(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase).IsMatch(webhook.Name)))));
        foreach (string exact in Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && found.All(webhook => !webhook.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            WriteError(Errors.ErrorRecords.ToErrorRecord(new InsightsException(
                InsightsError.WebhookNotFound, $"There is no webhook named '{exact}'.", "Run Get-CoachingWebhook to see them all.", exact)));
        }

        foreach (CoachingWebhook webhook in found)
        {
            Delete(webhook.Id, webhook.ToString());
        }
    }

    private void Delete(string id, string target)
    {
        if (ShouldProcess(target, "Unregister coaching webhook"))
        {
            PumpAudited(
                new AuditQuery { Target = id },
                changes: true,
                (_, run, token) => Connected.Api.DeleteWebhookAsync(id, run, token),
                perRecord: true);
        }
    }
}
