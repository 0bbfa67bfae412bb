using System.Collections;
using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Completion;

namespace SpeechInsights.Commands;

/// <summary>Makes a webhook that hands insights to a coaching platform, once however often it is run.</summary>
[Cmdlet(VerbsLifecycle.Register, "CoachingWebhook", DefaultParameterSetName = UriSet, SupportsShouldProcess = true)]
[OutputType(typeof(CoachingWebhook))]
public sealed class RegisterCoachingWebhookCommand : ConnectedCommand
{
    private const string UriSet = "Uri";
    private const string FlowSet = "Flow";

    /// <summary>Where events are sent to; a public https address.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UriSet)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>The Architect workflow that is started, on the Platform profile.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FlowSet)]
    public string? FlowId { get; set; }

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
    public CoachingEvent[] Event { get; set; } = Enum.GetValues<CoachingEvent>();

    /// <summary>The headers that are sent with each event, in place of the usual two.</summary>
    [Parameter]
    public Hashtable? Header { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    public string Description { get; set; } = WebhookRegistration.DefaultDescription;

    /// <summary>Replace a webhook of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        if (ParameterSetName == FlowSet && Connected.Profile == ApiProfile.Summary)
        {
            throw new InsightsException(
                InsightsError.NotSupportedByProfile, "The Summary profile has no workflows.", "Give -Uri in place of -FlowId.", nameof(FlowId));
        }

        if (!MyInvocation.ExpectingInput && ModelId is null)
        {
            throw new InsightsException(InsightsError.ModelIdRequired, "A webhook needs a model.", "Give -ModelId.", nameof(ModelId));
        }

        WebhookValidation.Check(CreateRegistration(ModelId ?? "-"));
        _ = Connected;
    }

    private protected override void Process()
    {
        WebhookRegistration registration = CreateRegistration(ModelId ?? "");
        WebhookValidation.Check(registration);
        if (!ShouldProcess($"'{registration.Name}' -> {registration.Uri}", "Register coaching webhook"))
        {
            return;
        }

        AuditQuery asked = new() { ModelId = registration.ModelId, Target = registration.Uri.Authority };
        PumpAudited(
            asked,
            changes: true,
            async (sink, run, token) => sink.WriteRow(await WebhookRegistrar.RegisterAsync(Connected.Api, registration, Force, run, token).ConfigureAwait(false)),
            perRecord: true);
    }

    private WebhookRegistration CreateRegistration(string modelId) => new()
    {
        Name = Name,
        Uri = Uri,
        ModelId = modelId,
        Description = Description,
        Events = [.. Event.Distinct()],
        Headers = HeaderTable.Read(Header) ?? WebhookRegistration.DefaultHeaders,
    };
}
