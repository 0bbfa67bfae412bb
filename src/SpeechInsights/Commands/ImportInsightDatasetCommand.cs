using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Datasets;

namespace SpeechInsights.Commands;

/// <summary>Reads joined rows back, from a dataset or from a file.</summary>
[Cmdlet(VerbsData.Import, "InsightDataset")]
[OutputType(typeof(ScoredInsight))]
public sealed class ImportInsightDatasetCommand : DatasetCommand
{
    /// <summary>The dataset's folder, or a file that ends in .parquet, .jsonl, .jsonl.gz or .csv.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    private protected override void Process()
    {
        (DateTimeOffset after, DateTimeOffset before) = ReadTimes();
        string path = FileSystemPath.Resolve(this, Path);
        DatasetFormat? format = DatasetFile.FormatOf(path);
        if (format is not null && Organization is not null)
        {
            throw new InsightsException(
                InsightsError.ConflictingParameter, "A file does not tell whose rows it holds.", "Leave -Organization out, or give the dataset's folder.", nameof(Organization));
        }

        Pump(async (sink, token) =>
        {
            IAsyncEnumerable<IReadOnlyList<ScoredInsight>> rows = format is { } one
                ? ImportFile.ReadAsync(path, one, after, before, token)
                : new DatasetReader(DatasetRoot.Open(path), Organization, after, before).ReadAsync(token);
            await foreach (IReadOnlyList<ScoredInsight> batch in rows.ConfigureAwait(false))
            {
                await sink.WriteRowsAsync(batch).ConfigureAwait(false);
            }
        });
    }
}
