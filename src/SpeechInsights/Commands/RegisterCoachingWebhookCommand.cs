using System.Collections;
using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Models;

namespace SpeechInsights.Commands;

/// <summary>Makes a webhook that hands insights to a coaching platform, once however often it is run.</summary>
[Cmdlet(VerbsLifecycle.Register, "CoachingWebhook", DefaultParameterSetName = UriSet, SupportsShouldProcess = true)]
[OutputType(typeof(CoachingWebhook))]
[SendsRequests]
[RecordErrors(InsightsError.WebhookAlreadyExists, OfRequests = true)]
[Permission(PlatformPaths.ViewTrigger)]
[Permission(PlatformPaths.AddTrigger)]
[Permission(PlatformPaths.EditTrigger, When = "with -Force")]
[Permission(PlatformPaths.TestTrigger, When = "with -WhatIf")]
public sealed class RegisterCoachingWebhookCommand : ConnectedCommand
{
    private const string UriSet = "Uri";
    private const string FlowSet = "Flow";

    /// <summary>Where events are sent to; a public https address.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [ValidateNotNull]
    [OnlyOn(
        ApiProfile.Summary,
        "Genesys Cloud has no webhooks that are sent to an address.",
        "Three ways out: -FlowId with an Architect workflow that calls the address; an Amazon EventBridge integration; or send the rows yourself with Invoke-RestMethod.")]
    public Uri Uri { get; set; } = null!;

    /// <summary>The Architect workflow that is started, on the Platform profile.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FlowSet)]
    [OnlyOn(ApiProfile.Platform, "The Summary profile has no workflows.", "Give -Uri in place of -FlowId.")]
    public string? FlowId { get; set; }

    /// <summary>The event that starts the workflow, one of the organisation's trigger topics; by default after-call work.</summary>
    [Parameter(ParameterSetName = FlowSet)]
    [ValidateNotNullOrEmpty]
    public string? TriggerTopic { get; set; }

    /// <summary>The model whose insights are sent.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [Identifier]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string? ModelId { get; set; }

    /// <summary>The webhook's name, which is there once.</summary>
    [Parameter]
    public string Name { get; set; } = WebhookRegistration.DefaultName;

    /// <summary>What it is told about; by default everything.</summary>
    [Parameter]
    [OnlyOn(ApiProfile.Summary, "A trigger has no -Event.", "Use -TriggerTopic.")]
    public CoachingEvent[] Event { get; set; } = Enum.GetValues<CoachingEvent>();

    /// <summary>The headers that are sent with each event, in place of the default ones.</summary>
    [Parameter]
    [OnlyOn(ApiProfile.Summary, "A trigger has no -Header.", "Set headers in the workflow's data action.")]
    public Hashtable? Header { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string Description { get; set; } = WebhookRegistration.DefaultDescription;

    /// <summary>Allow an address that leads into a private network.</summary>
    [Parameter(ParameterSetName = UriSet)]
    public SwitchParameter AllowPrivateNetwork { get; set; }

    /// <summary>Replace a webhook of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        if (Connected.Profile == ApiProfile.Summary && !MyInvocation.ExpectingInput && ModelId is null)
        {
            throw ModelErrors.Required("A webhook needs a model.");
        }

        WebhookValidation.Check(CreateRegistration(ModelId ?? (ParameterSetName == UriSet ? "-" : "")));
    }

    private protected override void Process()
    {
        WebhookRegistration registration = CreateRegistration(ModelId ?? "");
        WebhookValidation.Check(registration);
        AuditQuery asked = new() { ModelId = registration.ModelIdOrNull, Target = registration.Uri?.Authority ?? registration.FlowId };
        if (ShouldProcess($"'{registration.Name}' -> {registration.Destination}", "Register coaching webhook"))
        {
            PumpAudited(
                asked,
                changes: true,
                async (sink, run, token) => await sink.WriteRowAsync(
                    await WebhookRegistrar.RegisterAsync(Connected, registration, Force, run, token).ConfigureAwait(false)).ConfigureAwait(false),
                perRecord: true);
        }
        else if (Connected.Profile == ApiProfile.Platform && IsBound("WhatIf"))
        {
            // The platform has a test of its own that changes nothing.
            PumpAudited(asked, changes: false, async (sink, run, token) =>
            {
                if (await Connected.Api.TryWebhookAsync(registration, run, token).ConfigureAwait(false) is { } found)
                {
                    sink.WriteWarning(found);
                }
            });
        }
    }

    private WebhookRegistration CreateRegistration(string modelId) => new()
    {
        Name = Name,
        Uri = Uri,
        FlowId = FlowId,
        Topic = TriggerTopic,
        ModelId = modelId,
        Description = Description,
        AllowPrivateNetwork = AllowPrivateNetwork,
        Events = [.. Event.Distinct()],
        Headers = HeaderTable.Read(Header) ?? WebhookRegistration.DefaultHeaders,
    };
}
