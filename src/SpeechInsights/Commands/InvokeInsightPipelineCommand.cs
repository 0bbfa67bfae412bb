using System.Collections;
using System.Management.Automation;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Csat;
using SpeechInsights.Declarations;
using SpeechInsights.Pipelines;

namespace SpeechInsights.Commands;

/// <summary>Does the whole job in one audited run: check, query, join, measure, and register after the last row.</summary>
/// <remarks>The default set is the one of a piped query, for the reason that Invoke-InsightQuery has.</remarks>
[Cmdlet(VerbsLifecycle.Invoke, "InsightPipeline", DefaultParameterSetName = QuerySet, SupportsShouldProcess = true)]
[OutputType(typeof(ScoredInsight))]
[SendsRequests]
[PermissionsOf(typeof(InvokeInsightQueryCommand))]
[PermissionsOf(typeof(JoinCsatScoreCommand))]
public sealed class InvokeInsightPipelineCommand : QueryCommand
{
    private bool? _registers;
    private bool? _delivers;
    private DeliveryTarget? _target;
    private IReadOnlyList<WebhookSecret> _secrets = [];

    /// <summary>A query of New-InsightQuery.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public InsightQuery Query { get; set; } = null!;

    /// <summary>How long after the interactions survey answers still come.</summary>
    [Parameter]
    public TimeSpan SurveyLag { get; set; }

    /// <summary>The survey forms that count, by name or by context id; by default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OnlyOn(ApiProfile.Platform, "The Summary profile knows no survey forms.", "Leave -SurveyForm out.")]
    public string[]? SurveyForm { get; set; }

    /// <summary>Where the coaching platform takes insights; without it nothing is registered.</summary>
    [Parameter]
    [OnlyOn(ApiProfile.Summary, "Genesys Cloud has no webhooks that are sent to an address.", "Leave -CoachingUri out, and run Register-CoachingWebhook -FlowId.")]
    public Uri? CoachingUri { get; set; }

    /// <summary>The webhook's name.</summary>
    [Parameter]
    public string CoachingName { get; set; } = WebhookRegistration.DefaultName;

    /// <summary>The webhook's headers, in place of the default ones.</summary>
    [Parameter]
    public Hashtable? CoachingHeader { get; set; }

    /// <summary>Where candidates, picked by the default rules, are sent to after the last row; without it nothing is sent.</summary>
    [Parameter]
    public Uri? DeliverTo { get; set; }

    /// <summary>The secret that deliveries are signed with, or several while one is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SecureString[]? DeliverySecret { get; set; }

    /// <summary>The folder that deliveries are kept in until they arrived.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <summary>Allow deliveries to an address that leads to this machine, also by plain http.</summary>
    [Parameter]
    public SwitchParameter AllowLoopback { get; set; }

    /// <summary>Allow a coaching address that leads into a private network.</summary>
    [Parameter]
    public SwitchParameter AllowPrivateNetwork { get; set; }

    /// <summary>Replace a webhook of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The name of a variable that is given the accuracy.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccuracyVariable { get; set; }

    /// <summary>Do not read the model first.</summary>
    [Parameter]
    public SwitchParameter SkipModelCheck { get; set; }

    /// <summary>A file that keeps how far the joined rows came, so that the next run goes on there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    private protected override string? CheckpointPath => Checkpoint;

    private protected override void CheckProfile()
    {
        if (AccuracyVariable is not null)
        {
            VariableName.Check(AccuracyVariable, nameof(AccuracyVariable));
        }

        _ = Connected;
        if (AccuracyVariable is not null && SessionState.PSVariable.Get(AccuracyVariable) is not null)
        {
            // A run that fails must not leave the figures of the one before, whatever it fails of.
            SessionState.PSVariable.Set(AccuracyVariable, null);
        }

        base.CheckProfile();
    }

    private protected override void Begin()
    {
        base.Begin();
        if (CoachingUri is not null)
        {
            WebhookValidation.Check(Registration(CoachingUri, ModelId ?? "-"));
        }

        if (DeliverTo is not null)
        {
            _target = DeliveryTarget.Create(DeliverTo, AllowPrivateNetwork, AllowLoopback);
            _secrets = WebhookSecret.ReadAll(DeliverySecret ?? []);
        }

        _ = CreateWindow();
    }

    private protected override void Process()
    {
        base.Process();
        if (ParameterSetName == QuerySet)
        {
            RunGiven(Query);
        }
    }

    private protected override void Run(InsightQuery query)
    {
        WebhookRegistration? registration = CoachingUri is null ? null : Registration(CoachingUri, query.ModelId!);

        // Asked before anything is read, so that nobody is asked an hour later; without consent the rows are read all the same.
        _registers ??= registration is not null && ShouldProcess($"'{registration.Name}' -> {registration.Destination}", "Register coaching webhook after the last row");
        _delivers ??= _target is not null && ShouldProcess(_target.Display, "Send insights for coaching after the last row");
        DeliveryStage? delivery = _delivers == true
            ? new DeliveryStage(_target!, _secrets, FileSystemPath.Resolve(this, SpoolPath ?? SpoolLocation.Default()))
            : null;
        JoinWindow window = CreateWindow();

        // A trial run must neither use up the rows of the real one nor forget how far it came.
        bool keeps = Checkpoint is null || ShouldProcess(Checkpoint, "Keep the checkpoint");
        using Checkpoint? checkpoint = keeps ? OpenCheckpoint(query, $"{CommandName} {window}") : null;
        InsightPipeline? pipeline = null;
        PumpAudited(
            AuditQuery.Of(query) with { ResumedRows = checkpoint?.ResumedRows, Target = Targets(_registers == true ? registration?.Uri : null, _delivers == true ? DeliverTo : null) },
            changes: _registers == true || _delivers == true,
            async (sink, run, token) =>
            {
                pipeline = new InsightPipeline(Connected, query, window, run)
                {
                    SkipModelCheck = SkipModelCheck,
                    Registration = _registers == true ? registration : null,
                    Force = Force,
                    Checkpoint = checkpoint,
                };
                if (delivery is not null)
                {
                    await delivery.OpenAsync(run, token).ConfigureAwait(false);
                }

                await foreach (IReadOnlyList<ScoredInsight> rows in pipeline.RunAsync(token).ConfigureAwait(false))
                {
                    delivery?.Add(rows);
                    await sink.WriteRowsAsync(rows, checkpoint is null ? null : () => checkpoint.Written(rows.Count)).ConfigureAwait(false);
                }

                if (delivery is not null)
                {
                    await delivery.SendAsync(run, token).ConfigureAwait(false);
                    AmendAudit(delivery.Amend);
                }
            },
            () => pipeline?.Accuracy?.AlignmentRate);
        checkpoint?.Complete();
        if (AccuracyVariable is not null)
        {
            if (checkpoint is { ResumedRows: > 0 })
            {
                WriteWarning("Earlier runs gave a part of the rows, so there is no accuracy of all of them: pipe the stored rows into Measure-InsightAccuracy.");
            }

            SessionState.PSVariable.Set(AccuracyVariable, pipeline?.Accuracy);
        }
    }

    private protected override void Dispose(bool disposing)
    {
        foreach (WebhookSecret secret in _secrets)
        {
            secret.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string? Targets(params Uri?[] uris) => uris.Any(static uri => uri is not null)
        ? string.Join(' ', uris.OfType<Uri>().Select(static uri => uri.Authority).Distinct())
        : null;

    private JoinWindow CreateWindow() => new(null, null, IsBound(nameof(SurveyLag)) ? SurveyLag : Connected.Api.DefaultSurveyLag, Connected.Profile) { SurveyForm = SurveyForm };

    private WebhookRegistration Registration(Uri uri, string modelId) => new()
    {
        Name = CoachingName,
        Uri = uri,
        ModelId = modelId,
        AllowPrivateNetwork = AllowPrivateNetwork,
        Headers = Binding.HeaderTable.Read(CoachingHeader) ?? WebhookRegistration.DefaultHeaders,
    };
}
