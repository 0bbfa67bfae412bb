using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Datasets;

namespace SpeechInsights.Commands;

/// <summary>Writes joined rows to a file, or into the days of a dataset.</summary>
[Cmdlet(VerbsData.Export, "InsightDataset", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportInsightDatasetCommand : InsightsCommand
{
    private Func<ScoredInsight, ValueTask>? _add;
    private Func<Task>? _complete;
    private IAsyncDisposable? _target;
    private string? _path;
    private bool _writes;

    /// <summary>The joined rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ScoredInsight InputObject { get; set; } = null!;

    /// <summary>A file that ends in .parquet, .jsonl, .jsonl.gz or .csv; any other path is a dataset's folder.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>How the rows of a dataset's folder are written, where it is made; a file's name says how its own are.</summary>
    [Parameter]
    public DatasetFormat Format { get; set; }

    /// <summary>Whose rows they are, in a dataset's folder; by default the session's organisation, or its client where the profile does not tell.</summary>
    [Parameter]
    [Identifier]
    public string? Organization { get; set; }

    /// <summary>Replace what is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Begin()
    {
        _path = FileSystemPath.Resolve(this, Path);
        if (DatasetFile.FormatOf(_path) is null)
        {
            _ = OrganizationOf();
        }
        else if (!Force && File.Exists(_path))
        {
            throw DatasetErrors.Exists(_path);
        }

        _writes = ShouldProcess(_path, "Write rows");
    }

    private protected override void Process()
    {
        if (!_writes)
        {
            return;
        }

        if (_add is null)
        {
            Open();
        }

        ValueTask adding = _add!(InputObject);
        if (!adding.IsCompletedSuccessfully)
        {
            adding.AsTask().GetAwaiter().GetResult();
        }
    }

    private protected override void End() => _complete?.Invoke().GetAwaiter().GetResult();

    private protected override void Dispose(bool disposing)
    {
        // What was not completed goes.
        _target?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private string OrganizationOf() => DatasetOrganization.Of(Organization, ModuleState.ForRunspace().Current);

    private void Open()
    {
        if (DatasetFile.FormatOf(_path!) is { } format)
        {
            ExportFile file = ExportFile.CreateAsync(_path!, format, Force, StopToken).GetAwaiter().GetResult();
            _add = row => file.AddAsync(row, StopToken);
            _complete = () => file.CompleteAsync(StopToken);
            _target = file;
            return;
        }

        DatasetExport dataset = new(_path!, OrganizationOf(), Format, Force);
        _add = row => dataset.AddAsync(row, StopToken);
        _complete = () => dataset.CompleteAsync(StopToken);
        _target = dataset;
    }
}
