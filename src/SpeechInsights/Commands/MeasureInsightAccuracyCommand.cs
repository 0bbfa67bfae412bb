using System.Management.Automation;
using System.Runtime.CompilerServices;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Declarations;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>Measures how far sentiment and survey scores agree. It needs no session.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "InsightAccuracy", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(InsightAccuracy))]
public sealed class MeasureInsightAccuracyCommand : ConnectedCommand
{
    private const string ObjectSet = "Object";
    private const string RowSet = "Row";

    private AgreementMeter? _meter;
    private GroupedMeter? _grouped;
    private bool _hasRows;

    /// <summary>The joined rows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public ScoredInsight InputObject { get; set; } = null!;

    /// <summary>The mean sentiment of a row, −1 to 1, or nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [OptionalNumber]
    public double? SentimentAverage { get; set; }

    /// <summary>The survey score of a row, or nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RowSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [OptionalNumber]
    public double? Csat { get; set; }

    /// <summary>The time of a row, or nothing.</summary>
    [Parameter(ParameterSetName = RowSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [OptionalTime]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The scale of the score; 1..5 where no row has one.</summary>
    [Parameter(ParameterSetName = RowSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [OptionalScale]
    public CsatScale? CsatScale { get; set; }

    /// <summary>The interaction of a row, or nothing; rows of one interaction share its survey.</summary>
    [Parameter(ParameterSetName = RowSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Identifier]
    public string? InteractionId { get; set; }

    /// <summary>Sentiment above it is positive.</summary>
    [Parameter]
    [Bounds(QueryValidation.LowestSentiment, QueryValidation.HighestSentiment)]
    public double SentimentThreshold { get; set; } = AgreementMeter.DefaultSentimentThreshold;

    /// <summary>A score above it is positive; by default the scale's midpoint.</summary>
    [Parameter]
    public double CsatThreshold { get; set; }

    /// <summary>What makes a group: properties of the rows, or the hour, day, week or month that they are of. Each group has a result of its own.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupPropertyCompleter))]
    public string[]? GroupBy { get; set; }

    /// <summary>The time zone of groups by time; by default this machine's.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The length of the buckets of a time series; without it none is made.</summary>
    [Parameter]
    public TimeSpan Interval { get; set; }

    private protected override void Begin()
    {
        // A session that is named but closed would leave the measurement out of the trail without a word.
        Session?.EnsureOpen();
        QueryValidation.CheckThreshold(SentimentThreshold, "-SentimentThreshold");
        if (IsBound(nameof(Interval)))
        {
            QueryValidation.CheckDuration(Interval, "-Interval", allowZero: false);
        }

        _ = QueryValidation.CheckScore(CsatThreshold, "-CsatThreshold");
        TimeZoneInfo zone = LocalClock.Of(DateTimeOffset.UtcNow, TimeZone).Zone;
        if (GroupBy is null)
        {
            _meter = CreateMeter();
        }
        else
        {
            _grouped = new GroupedMeter([.. GroupBy.Select(name => GroupProperty.Of(name, zone)).DistinctBy(static property => property.Name)], CreateMeter);
        }
    }

    [MethodImpl(HotPath.Optimized)]
    private protected override void Process()
    {
        _hasRows = true;
        if (ParameterSetName == RowSet)
        {
            _meter!.Add(SentimentAverage, Csat, Timestamp, CsatScale, InteractionId);
        }
        else if (_grouped is not null)
        {
            _grouped.Add(InputObject);
        }
        else
        {
            _meter!.Add(InputObject);
        }
    }

    private protected override void End()
    {
        if (!_hasRows)
        {
            WriteVerbose("No rows came; there is nothing to measure.");
            return;
        }

        IReadOnlyList<InsightAccuracy> results = _grouped?.Complete() ?? [_meter!.Complete()];
        InsightsSession? session = Session ?? ModuleState.ForRunspace().Current;
        if (session is { IsOpen: true })
        {
            Session = session;
            using PipelineSink sink = CreateSink(CancellationToken.None);
            BeginAudit(new AuditQuery(), changes: false, new RunContext(sink));
            Drain(sink);
        }

        foreach (InsightAccuracy accuracy in results)
        {
            PSObject row = PSObject.AsPSObject(accuracy);
            if (_grouped is not null)
            {
                // Groups are looked at side by side: a view of their own.
                row.TypeNames.Insert(0, typeof(InsightAccuracy).FullName + "#Group");
            }

            Emit(row);
        }

        // Of several groups no one figure stands for all.
        EndAudit(AuditStatus.Completed, accuracy: _grouped is null ? results[0].AlignmentRate : null);
    }

    private AgreementMeter CreateMeter() => new(
        SentimentThreshold, IsBound(nameof(CsatThreshold)) ? CsatThreshold : null, IsBound(nameof(Interval)) ? Interval : null);
}
