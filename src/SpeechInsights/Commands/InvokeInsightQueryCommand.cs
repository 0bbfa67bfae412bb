using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Checkpoints;
using SpeechInsights.Declarations;

namespace SpeechInsights.Commands;

/// <summary>Asks speech analytics about interactions, and gives a row for each.</summary>
/// <remarks>
/// The binder tries the default set first. Were it the other one, a piped query would be taken apart by its properties'
/// names, and its topics and the rest be lost.
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "InsightQuery", DefaultParameterSetName = QuerySet)]
[OutputType(typeof(SpeechInsight))]
[SendsRequests]
[Permission(PlatformPaths.ViewTranscripts)]
[Permission(PlatformPaths.ViewTopic, When = "with -Topic without -ModelId")]
[Permission(PlatformPaths.ViewProgram, When = "with -ModelId")]
[Permission(PlatformPaths.ViewDetails, When = "with -IncludeDetail")]
[Permission(PlatformPaths.ViewQueue, When = "for names of queues", OnlyWarns = true)]
[Permission(PlatformPaths.ViewTeam, When = "for names of teams", OnlyWarns = true)]
public sealed class InvokeInsightQueryCommand : QueryCommand
{
    private long _wanted = long.MaxValue;

    /// <summary>A query of New-InsightQuery.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public InsightQuery Query { get; set; } = null!;

    /// <summary>How many rows are wanted, 1 or more; no more pages are asked for than it takes.</summary>
    [Parameter]
    public long First { get; set; }

    /// <summary>Do not read the model first.</summary>
    [Parameter]
    public SwitchParameter SkipModelCheck { get; set; }

    /// <summary>A file that keeps how far the query came, so that the next run goes on there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    private protected override string? CheckpointPath => Checkpoint;

    private protected override void Begin()
    {
        if (IsBound(nameof(First)) && Checkpoint is not null)
        {
            throw new InsightsException(
                InsightsError.ConflictingParameter, "-First and -Checkpoint exclude each other: a checkpoint is for all rows.", "Leave one of them out.", nameof(First));
        }

        if (IsBound(nameof(First)))
        {
            _wanted = First > 0 ? First : throw new InsightsException(
                InsightsError.LimitOutOfRange, $"-First {First} is less than 1.", "Leave it out to get all rows.", nameof(First));
        }

        _ = Connected;
        base.Begin();
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
        if (_wanted <= 0 || query.InteractionId is { Count: 0 })
        {
            return;
        }

        long before = EmittedCount;
        long? first = _wanted == long.MaxValue ? null : _wanted;
        using Checkpoint? checkpoint = OpenCheckpoint(query, CommandName);
        PumpAudited(AuditQuery.Of(query) with { ResumedRows = checkpoint?.ResumedRows }, changes: false, async (sink, run, token) =>
        {
            if (!SkipModelCheck && query.ModelId is { } modelId)
            {
                await Connected.Gate.CheckAsync(modelId, run, token).ConfigureAwait(false);
            }

            await foreach (IReadOnlyList<SpeechInsight> rows in Connected.Api.QueryAsync(query, first, checkpoint, run, token).ConfigureAwait(false))
            {
                await sink.WriteRowsAsync(rows, checkpoint is null ? null : () => checkpoint.Written(rows.Count)).ConfigureAwait(false);
            }
        });
        checkpoint?.Complete();
        _wanted -= EmittedCount - before;
    }
}
