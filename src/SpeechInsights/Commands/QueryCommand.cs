using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Checkpoints;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that are asked a query.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class QueryCommand : WindowCommand
{
    private protected const string QuerySet = "Query";

    private readonly QueryGathering _gathering = new();
    private DateTimeOffset _now;
    private InsightQuery? _given;

    /// <summary>The model.</summary>
    [Parameter(Position = 0, ParameterSetName = AskSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [Identifier]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string? ModelId { get; set; }

    /// <summary>The start of the window; -Last in its place names a whole window.</summary>
    [Parameter(Position = 1, ParameterSetName = AskSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? StartTime { get; set; }

    /// <summary>The end of the window; by default now.</summary>
    [Parameter(Position = 2, ParameterSetName = AskSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? EndTime { get; set; }

    /// <summary>The interactions to ask about; all of the window where it is left out, none where it is empty.</summary>
    [Parameter(ParameterSetName = AskSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConversationId")]
    [Identifier]
    public InteractionReference[]? InteractionId { get; set; }

    /// <summary>Names of topics, one of which must have been spoken of.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ArgumentCompleter(typeof(TopicCompleter))]
    public string[]? Topic { get; set; }

    /// <summary>The lowest sentiment.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [Bounds(QueryValidation.LowestSentiment, QueryValidation.HighestSentiment)]
    public double MinimumSentiment { get; set; }

    /// <summary>The length of the time buckets that rows are put in.</summary>
    [Parameter(ParameterSetName = AskSet)]
    public TimeSpan Interval { get; set; } = InsightQueryInput.DefaultInterval;

    /// <summary>What is measured; by default everything.</summary>
    [Parameter(ParameterSetName = AskSet)]
    public InsightMetric[]? Metric { get; set; }

    /// <summary>What a row stands for; by default an interaction and an agent.</summary>
    [Parameter(ParameterSetName = AskSet)]
    public InsightGrouping[]? GroupBy { get; set; }

    /// <summary>Rows a page.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [Bounds(1, InsightQueryInput.MaximumPageSize)]
    public int PageSize { get; set; } = InsightQueryInput.DefaultPageSize;

    /// <summary>Read when each conversation began, on the Platform profile.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [OnlyOn(ApiProfile.Platform, "The Summary profile has no conversation details.", "Leave -IncludeDetail out: each row has its interval's time.")]
    public SwitchParameter IncludeDetail { get; set; }

    /// <summary>Leave out the names of agents, queues, topics, teams and divisions.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [OnlyOn(ApiProfile.Platform, "The Summary profile has no names.", "Leave -NoName out.")]
    public SwitchParameter NoName { get; set; }

    /// <summary>The path of the checkpoint file, in cmdlets that have one and were given it; otherwise null.</summary>
    private protected virtual string? CheckpointPath => null;

    private protected override void Begin()
    {
        _now = DateTimeOffset.UtcNow;
        if (ParameterSetName != AskSet)
        {
            return;
        }

        // Pipeline input is not bound yet: a placeholder that is valid lets the other parameters be checked first.
        bool brings = MyInvocation.ExpectingInput;
        if (!brings && IsBound(nameof(StartTime)))
        {
            CheckEndTime();
        }

        bool hasWindow = !brings || StartTime is not null || Last is not null;
        (DateTimeOffset, DateTimeOffset) window = hasWindow ? Asked(StartTime, EndTime, _now).ReadRequired() : (_now.AddDays(-1), _now);
        QueryValidation.Check(CreateInput(null, window) with { ModelId = ModelId ?? (brings ? "-" : null) }, Profile);
    }

    private protected override void Process()
    {
        if (ParameterSetName != AskSet)
        {
            return;
        }

        if (MyInvocation.ExpectingInput && InteractionId is null && IsBound(nameof(InteractionId)))
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, "The pipeline brought an empty value where an interaction is wanted.", "Filter it with Where-Object first.", nameof(InteractionId));
        }

        CheckEndTime();
        bool names = IsBound(nameof(InteractionId));
        string[]? ids = names ? [.. (InteractionId ?? []).Select(static reference => reference?.Id ?? "")] : null;
        QueryValidation.CheckIdentifiers(ids, "-" + nameof(InteractionId));
        _gathering.Add(CreateInput(ids, Asked(StartTime, EndTime, _now).ReadRequired()));
    }

    private protected override void End()
    {
        InsightQuery[] queries = [.. _gathering.Complete().Select(input => new InsightQuery(input, Profile))];
        if (queries.Length > 1 && CheckpointPath is not null)
        {
            throw ManyQueries();
        }

        foreach (InsightQuery query in queries)
        {
            Run(query);
        }

        if (_given is not null)
        {
            Run(_given);
        }
    }

    /// <summary>Runs a query that was given whole; with a checkpoint at the end, when it is known to be the only one.</summary>
    private protected void RunGiven(InsightQuery query)
    {
        // It may have been made for another session.
        CmdletDeclaration.Of(GetType()).Check(() => Profile, parameter => (parameter == nameof(IncludeDetail) && query.IncludeDetail) || (parameter == nameof(NoName) && query.NoName));
        QueryValidation.CheckProfile(query.Metric, query.GroupBy, Profile);
        if (CheckpointPath is null)
        {
            Run(query);
            return;
        }

        _given = _given is null ? query : throw ManyQueries();
    }

    /// <summary>Opens the checkpoint of a query, and says so where there is something to go on from.</summary>
    private protected Checkpoint? OpenCheckpoint(InsightQuery query, string purpose)
    {
        if (CheckpointPath is not { } path)
        {
            return null;
        }

        Checkpoint checkpoint = Checkpoint.Open(FileSystemPath.Resolve(this, path), CheckpointScope.Of(query, purpose, Connected));
        if (checkpoint.ResumedRows > 0)
        {
            WriteWarning(FormattableString.Invariant($"Going on after {checkpoint.ResumedRows} rows that earlier runs gave; only the others come."));
        }

        return checkpoint;
    }

    /// <summary>Does what the cmdlet does with a query.</summary>
    private protected abstract void Run(InsightQuery query);

    private void CheckEndTime()
    {
        if (CheckpointPath is not null && !IsBound(nameof(EndTime)))
        {
            throw new InsightsException(
                InsightsError.EndTimeRequired, "-Checkpoint needs -EndTime: a window that ends now is another one in the next run.", "Give -EndTime.", nameof(EndTime));
        }
    }

    private static InsightsException ManyQueries() => new(
        InsightsError.ConflictingParameter, "A checkpoint is for one query, and there are several.", "Give each query its own run, and its own -Checkpoint.", "Checkpoint");

    private InsightQueryInput CreateInput(IReadOnlyList<string>? ids, (DateTimeOffset Start, DateTimeOffset End) window) => new()
    {
        ModelId = ModelId,
        StartTime = window.Start,
        EndTime = window.End,
        InteractionId = ids,
        Topic = Topic ?? (IsBound(nameof(Topic)) ? [] : null),
        MinimumSentiment = IsBound(nameof(MinimumSentiment)) ? MinimumSentiment : null,
        Interval = Interval,
        Metric = Metric,
        GroupBy = GroupBy,
        PageSize = IsBound(nameof(PageSize)) ? PageSize : null,
        IncludeDetail = IncludeDetail,
        NoName = NoName,
    };
}
