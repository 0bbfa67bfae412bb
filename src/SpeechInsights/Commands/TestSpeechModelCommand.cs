using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;
using SpeechInsights.Models;

namespace SpeechInsights.Commands;

/// <summary>Looks a model and a window over before they are queried.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SpeechModel", DefaultParameterSetName = AskSet)]
[OutputType(typeof(SpeechModelReport), typeof(bool))]
[SendsRequests]
[RecordErrors(OfRequests = true)]
[PermissionsOf(typeof(GetSpeechModelCommand))]
[Permission(PlatformPaths.ViewRetention, When = "for the window")]
[Permission(PlatformPaths.ViewDetails, When = "for the window")]
public sealed class TestSpeechModelCommand : WindowCommand
{
    /// <summary>The models.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [Identifier]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[]? ModelId { get; set; }

    /// <summary>The start of the window; without it no window is looked at.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? StartTime { get; set; }

    /// <summary>The end of the window; by default now.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? EndTime { get; set; }

    /// <summary>Give only whether the model can be used.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Begin()
    {
        _ = Connected;
        if (!MyInvocation.ExpectingInput && !IsBound(nameof(ModelId)))
        {
            throw ModelErrors.Required("There is no model to look at.");
        }
    }

    private protected override void Process()
    {
        string[] ids = ModelId ?? [""];
        QueryValidation.CheckIdentifiers(ids, "-ModelId");
        DateTimeOffset now = Connected.Options.Time.GetUtcNow();
        (DateTimeOffset Start, DateTimeOffset End)? window = Asked(StartTime, EndTime, now).Read();
        DateTimeOffset? start = window?.Start;
        DateTimeOffset? end = window?.End;
        foreach (string id in ids)
        {
            PumpAudited(new AuditQuery { ModelId = id, DateFrom = start, DateTo = end }, changes: false, async (sink, run, token) =>
            {
                SpeechModelReport report = await Connected.Api.InspectModelAsync(new ModelInspection(id, start, end, now), run, token).ConfigureAwait(false);
                await sink.WriteRowAsync(Quiet ? report.IsValid : report).ConfigureAwait(false);
            }, perRecord: true);
        }
    }
}
