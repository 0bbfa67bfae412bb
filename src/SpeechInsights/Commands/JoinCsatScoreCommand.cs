using System.Management.Automation;
using System.Runtime.CompilerServices;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Completion;
using SpeechInsights.Csat;
using SpeechInsights.Declarations;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>Puts the customers' survey scores beside insights: every insight once, in its order.</summary>
[Cmdlet(VerbsCommon.Join, "CsatScore", DefaultParameterSetName = AskSet)]
[OutputType(typeof(ScoredInsight))]
[SendsRequests]
[Permission(PlatformPaths.ViewSurveys)]
public sealed class JoinCsatScoreCommand : ConnectedCommand
{
    private const string AskSet = "Ask";
    private const string GivenSet = "Given";

    private Dictionary<string, CsatScore>? _given;
    private PipelineSink? _sink;
    private CsatJoiner? _joiner;
    private JoinWindow? _window;

    /// <summary>The insights.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public SpeechInsight InputObject { get; set; } = null!;

    /// <summary>The start of the surveys' window; by default that of the insight's query.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? StartTime { get; set; }

    /// <summary>The end of the surveys' window; by default that of the insight's query and the lag.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? EndTime { get; set; }

    /// <summary>The time zone of times without an offset, and in which days begin; by default this machine's.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>How long after the interactions answers still come.</summary>
    [Parameter(ParameterSetName = AskSet)]
    public TimeSpan SurveyLag { get; set; }

    /// <summary>The survey forms that count, by name or by context id; by default all.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ValidateNotNullOrEmpty]
    [OnlyOn(ApiProfile.Platform, "The Summary profile knows no survey forms.", "Leave -SurveyForm out.")]
    public string[]? SurveyForm { get; set; }

    /// <summary>Scores that are there already; nothing is asked for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GivenSet)]
    [AllowEmptyCollection]
    public CsatScore[] CsatScore { get; set; } = null!;

    private protected override void Begin()
    {
        if (ParameterSetName == GivenSet)
        {
            _given = new Dictionary<string, CsatScore>(StringComparer.Ordinal);
            foreach (CsatScore score in CsatScore)
            {
                _given[score.InteractionId] = score;
            }

            return;
        }

        LocalClock clock = LocalClock.Of(DateTimeOffset.UtcNow, TimeZone);
        _window = new JoinWindow(
            StartTime?.Read(clock, nameof(StartTime)),
            EndTime?.Read(clock, nameof(EndTime)),
            IsBound(nameof(SurveyLag)) ? SurveyLag : Connected.Api.DefaultSurveyLag,
            Connected.Profile)
        {
            SurveyForm = SurveyForm,
        };
    }

    [MethodImpl(HotPath.Optimized)]
    private protected override void Process()
    {
        if (_given is not null)
        {
            Emit(new ScoredInsight(InputObject, _given.GetValueOrDefault(InputObject.InteractionId)));
            return;
        }

        _joiner ??= Start(InputObject);
        _joiner.Add(InputObject);
        while (_joiner.IsFull || _joiner.IsReady)
        {
            EmitOldest(_joiner);
        }
    }

    private protected override void End()
    {
        if (_joiner is null)
        {
            return;
        }

        _joiner.Flush();
        while (_joiner.HasRows)
        {
            EmitOldest(_joiner);
        }

        EndProgress();
        EndAudit(AuditStatus.Completed);
    }

    private protected override void Dispose(bool disposing)
    {
        // Whoever ended the command early left batches under way.
        _joiner?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
        _sink?.Dispose();
    }

    private CsatJoiner Start(SpeechInsight first)
    {
        _sink = CreateSink(CancellationToken.None, int.MaxValue);
        RunContext run = new(_sink);
        SurveyWindow window = _window!.Of(first);
        BeginAudit(new AuditQuery { DateFrom = window.Start, DateTo = window.End, ModelId = first.ModelId }, changes: false, run);
        return new CsatJoiner(Connected, _window, run, StopToken);
    }

    [MethodImpl(HotPath.Optimized)]
    private void EmitOldest(CsatJoiner joiner)
    {
        IReadOnlyList<ScoredInsight> rows = Await(joiner.TakeAsync(StopToken), _sink!);
        Drain(_sink!);
        foreach (ScoredInsight row in rows)
        {
            Emit(row);
        }
    }
}
