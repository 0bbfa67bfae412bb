using System.Management.Automation;
using System.Reflection;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Declarations;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Reports;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>Writes a report of how far sentiment and survey scores agree, to be sent on. It needs no session.</summary>
[Cmdlet(VerbsData.Export, "InsightReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportInsightReportCommand : ConnectedCommand
{
    private ReportRequest _request = new();
    private ReportMeter? _meter;
    private ReportFile? _file;
    private string? _path;

    /// <summary>The joined rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ScoredInsight InputObject { get; set; } = null!;

    /// <summary>The file: HTML where it ends in .html, Markdown where it ends in .md.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Its title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = new ReportRequest().Title;

    /// <summary>What makes a group: properties of the rows, or the hour, day, week or month that they are of.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GroupPropertyCompleter))]
    public string[]? GroupBy { get; set; }

    /// <summary>The time zone of hours, days, weeks and months; by default this machine's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Sentiment above it is positive.</summary>
    [Parameter]
    [Bounds(QueryValidation.LowestSentiment, QueryValidation.HighestSentiment)]
    public double SentimentThreshold { get; set; } = AgreementMeter.DefaultSentimentThreshold;

    /// <summary>A score above it is satisfied; by default the scale's midpoint.</summary>
    [Parameter]
    public double CsatThreshold { get; set; }

    /// <summary>Replace what is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Give the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin()
    {
        Session?.EnsureOpen();
        QueryValidation.CheckThreshold(SentimentThreshold, "-SentimentThreshold");
        _ = QueryValidation.CheckScore(CsatThreshold, "-CsatThreshold");
        QueryValidation.CheckText(Title, "-Title");
        TimeZoneInfo zone = LocalClock.Of(DateTimeOffset.UtcNow, TimeZone).Zone;
        _request = new ReportRequest
        {
            Title = Title,
            SentimentThreshold = SentimentThreshold,
            CsatThreshold = IsBound(nameof(CsatThreshold)) ? CsatThreshold : null,
            GroupBy = [.. (GroupBy ?? []).Select(name => GroupProperty.Of(name, zone)).DistinctBy(static property => property.Name)],
            Zone = zone,
        };
        _path = FileSystemPath.Resolve(this, Path);
        _file = new ReportFile(_path, Force);
        _meter = ShouldProcess(_path, "Write report") ? new ReportMeter(_request) : null;
    }

    private protected override void Process() => _meter?.Add(InputObject);

    private protected override void End()
    {
        if (_meter is null)
        {
            return;
        }

        ReportFindings found = _meter.Complete();
        InsightsSession? session = Session ?? ModuleState.ForRunspace().Current;
        string module = $"SpeechInsights {typeof(ExportInsightReportCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
        if (session is { IsOpen: true })
        {
            Session = session;
            using PipelineSink sink = CreateSink(CancellationToken.None);
            string? hash = AuditHead.Read(session.AuditPath, session.Audit.Hasher, out _)?.Hash;
            BeginAudit(new AuditQuery { DateFrom = found.Start, DateTo = found.End }, changes: false, new RunContext(sink));
            Drain(sink);
            _file!.Write(ReportComposer.Compose(_request, found, new ReportOrigin(DateTimeOffset.UtcNow, module, session.BaseUri.Authority, hash)));
        }
        else
        {
            _file!.Write(ReportComposer.Compose(_request, found, new ReportOrigin(DateTimeOffset.UtcNow, module, null, null)));
        }

        if (PassThru)
        {
            Emit(new FileInfo(_path!));
        }

        EndAudit(AuditStatus.Completed, accuracy: found.All.AlignmentRate);
    }
}
