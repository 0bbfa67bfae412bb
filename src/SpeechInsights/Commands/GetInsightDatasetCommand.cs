using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Datasets;

namespace SpeechInsights.Commands;

/// <summary>Lists the days of a dataset, and how each stands.</summary>
[Cmdlet(VerbsCommon.Get, "InsightDataset")]
[OutputType(typeof(DatasetDay))]
public sealed class GetInsightDatasetCommand : DatasetCommand
{
    /// <summary>The dataset's folder.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Read every byte, and say where it is not what was written.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override void Process()
    {
        (DateTimeOffset after, DateTimeOffset before) = ReadTimes();
        DatasetReader reader = new(DatasetRoot.Open(FileSystemPath.Resolve(this, Path)), Organization, after, before);
        Pump(async (sink, token) =>
        {
            foreach (DatasetDay day in reader.Look(Verify, token))
            {
                await sink.WriteRowAsync(day).ConfigureAwait(false);
            }
        });
    }
}
