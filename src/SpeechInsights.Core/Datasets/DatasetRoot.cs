using SpeechInsights.Files;

namespace SpeechInsights.Datasets;

/// <summary>The folder of a dataset.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Description">What its rows have in common.</param>
/// <remarks>
/// It may be any mounted store, and is made to be read by others: its files have the modes that the system gives, and whoever may write
/// to the folder is trusted.
/// </remarks>
internal sealed record DatasetRoot(string Path, DatasetDescription Description)
{
    /// <summary>Opens a dataset that is there.</summary>
    /// <exception cref="InsightsException">PathNotFound or DatasetInvalid.</exception>
    public static DatasetRoot Open(string path) =>
        !Directory.Exists(path) ? throw new InsightsException(InsightsError.PathNotFound, $"There is no dataset {path}.", "Look at -Path.", path)
        : DatasetDescription.Read(path) is { } found ? new DatasetRoot(path, found)
        : throw DatasetErrors.Invalid(path, "is no dataset: it has no _dataset.json.");

    /// <summary>How the rows of a dataset are written; null where there is none.</summary>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static DatasetFormat? FormatOf(string path) => DatasetDescription.Read(path)?.Rows;

    /// <summary>Opens a dataset for rows of a kind, or makes one.</summary>
    /// <exception cref="InsightsException">DatasetMismatch, DatasetInvalid or DatasetWriteFailed.</exception>
    public static DatasetRoot OpenFor(string path, DatasetDescription wanted)
    {
        try
        {
            Directory.CreateDirectory(path);
            while (true)
            {
                if (DatasetDescription.Read(path) is not { } found)
                {
                    Place(path, wanted, overwrite: false);
                    continue;
                }

                Check(path, found, wanted);
                if (found.Scale is null && wanted.Scale is not null)
                {
                    found = found with { Scale = wanted.Scale };
                    Place(path, found, overwrite: true);
                }

                return new DatasetRoot(path, found);
            }
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            throw DatasetErrors.WriteFailed(path, e);
        }
    }

    /// <summary>What <see cref="OpenFor"/> would open; nothing is made.</summary>
    /// <exception cref="InsightsException">DatasetMismatch or DatasetInvalid.</exception>
    public static DatasetRoot Plan(string path, DatasetDescription wanted)
    {
        if (DatasetDescription.Read(path) is { } found)
        {
            Check(path, found, wanted);
        }

        return new DatasetRoot(path, wanted);
    }

    public DayPlace Place(string organization, DateOnly day) => new(Path, organization, day, Description.Rows);

    private static void Check(string path, DatasetDescription found, DatasetDescription wanted)
    {
        if (found.Differs(wanted) is { } what)
        {
            throw new InsightsException(InsightsError.DatasetMismatch, $"The dataset {path} is of another query; this one has {what}.", target: path);
        }
    }

    private static void Place(string root, DatasetDescription description, bool overwrite)
    {
        string path = DatasetDescription.PathOf(root);
        string draft = $"{path}.{OwnFile.RandomName()}.tmp";
        try
        {
            using (FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(description.Write().Span);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            // Another worker was first: its description is looked at.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
