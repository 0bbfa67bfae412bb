using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Csat;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Reads what customers said in their surveys.</summary>
[Cmdlet(VerbsCommon.Get, "CsatScore", DefaultParameterSetName = AskSet)]
[OutputType(typeof(CsatScore))]
[SendsRequests]
[Permission(PlatformPaths.ViewSurveys)]
public sealed class GetCsatScoreCommand : WindowCommand
{
    private readonly QueryGathering _gathering = new();
    private DateTimeOffset _now;

    /// <summary>The interactions; all of the window where it is left out, none where it is empty.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConversationId")]
    [Identifier]
    public InteractionReference[]? InteractionId { get; set; }

    /// <summary>The start of the window; -Last in its place names a whole window.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? StartTime { get; set; }

    /// <summary>The end of the window; by default now.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? EndTime { get; set; }

    /// <summary>The survey forms that count, by name or by context id; by default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OnlyOn(ApiProfile.Platform, "The Summary profile knows no survey forms.", "Leave -SurveyForm out.")]
    public string[]? SurveyForm { get; set; }

    private protected override void Begin()
    {
        _now = DateTimeOffset.UtcNow;
        ApiProfile profile = Connected.Profile;
        if (!MyInvocation.ExpectingInput || StartTime is not null || Last is not null)
        {
            (DateTimeOffset start, DateTimeOffset end) = Asked(StartTime, EndTime, _now).ReadRequired();
            QueryValidation.CheckWindow(start, end, profile);
        }
    }

    private protected override void Process()
    {
        if (MyInvocation.ExpectingInput && InteractionId is null && IsBound(nameof(InteractionId)))
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, "The pipeline brought an empty value where an interaction is wanted.", "Filter it with Where-Object first.", nameof(InteractionId));
        }

        string[]? ids = IsBound(nameof(InteractionId)) ? [.. (InteractionId ?? []).Select(static reference => reference?.Id ?? "")] : null;
        QueryValidation.CheckIdentifiers(ids, "-" + nameof(InteractionId));
        (DateTimeOffset start, DateTimeOffset end) = Asked(StartTime, EndTime, _now).ReadRequired();
        _gathering.Add(new InsightQueryInput { StartTime = start, EndTime = end, InteractionId = ids });
    }

    private protected override void End()
    {
        foreach (InsightQueryInput input in _gathering.Complete())
        {
            CsatQuery query = new(input.StartTime, input.EndTime, input.InteractionId, Connected.Profile) { SurveyForm = SurveyForm };
            AuditQuery asked = new() { DateFrom = query.StartTime, DateTo = query.EndTime, InteractionCount = query.InteractionId?.Count };
            PumpAudited(asked, changes: false, async (sink, run, token) =>
            {
                await foreach (IReadOnlyList<CsatScore> scores in Connected.Api.GetCsatAsync(query, run, token).ConfigureAwait(false))
                {
                    await sink.WriteRowsAsync(scores).ConfigureAwait(false);
                }
            });
        }
    }
}
