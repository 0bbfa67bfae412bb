using System.Runtime.CompilerServices;

namespace SpeechInsights.Datasets;

/// <summary>Reads one file of rows.</summary>
internal static class ImportFile
{
    /// <exception cref="InsightsException">PathNotFound or DatasetInvalid.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<ScoredInsight>> ReadAsync(
        string path, DatasetFormat format, DateTimeOffset after, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileStream file = Open(path);
        await using (file.ConfigureAwait(false))
        {
            await foreach (IReadOnlyList<ScoredInsight> batch in RowReader.ReadAsync(file, format, path, null, cancellationToken).ConfigureAwait(false))
            {
                yield return DatasetReader.Within(batch, after, before);
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InsightsException(InsightsError.PathNotFound, $"There is no file {path}.", "Look at -Path.", path, e);
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            throw DatasetErrors.Invalid(path, $"can't be read: {e.Message}", e);
        }
    }
}
