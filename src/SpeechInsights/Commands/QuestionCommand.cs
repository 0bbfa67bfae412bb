using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that are asked about what happened in a window.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class QuestionCommand : WindowCommand
{
    private protected const string QuerySet = "Query";

    private DateTimeOffset _now;

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

    /// <summary>Refuses what does not go with the window that was given.</summary>
    private protected virtual void CheckWindow()
    {
    }

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
            CheckWindow();
        }

        bool hasWindow = !brings || StartTime is not null || Last is not null;
        (DateTimeOffset, DateTimeOffset) window = hasWindow ? Asked(StartTime, EndTime, _now).ReadRequired() : (_now.AddDays(-1), _now);
        QueryValidation.Check(CreateInput(null, window) with { ModelId = ModelId ?? (brings ? "-" : null) }, Profile);
    }

    /// <summary>The window that is asked about.</summary>
    private protected (DateTimeOffset Start, DateTimeOffset End) ReadWindow() => Asked(StartTime, EndTime, _now).ReadRequired();

    /// <summary>Refuses a query that was given whole where it may have been made for another session.</summary>
    private protected void CheckGiven(InsightQuery query)
    {
        CmdletDeclaration.Of(GetType()).Check(() => Profile, parameter => (parameter == nameof(IncludeDetail) && query.IncludeDetail) || (parameter == nameof(NoName) && query.NoName));
        QueryValidation.CheckProfile(query.Metric, query.GroupBy, Profile);
    }

    private protected InsightQueryInput CreateInput(IReadOnlyList<string>? ids, (DateTimeOffset Start, DateTimeOffset End) window) => new()
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
