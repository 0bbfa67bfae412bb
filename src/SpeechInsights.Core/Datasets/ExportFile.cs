using SpeechInsights.Files;

namespace SpeechInsights.Datasets;

/// <summary>One file of rows. It lies under another name until it is whole.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _draft;
    private readonly bool _replaces;
    private FileStream? _file;
    private RowWriter? _rows;

    private ExportFile(string path, bool replaces)
    {
        _path = path;
        _draft = $"{path}.{OwnFile.RandomName()}.tmp";
        _replaces = replaces;
    }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="format">How its rows are written.</param>
    /// <param name="replaces">Whether it takes the place of what is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">DatasetExists or DatasetWriteFailed.</exception>
    public static async Task<ExportFile> CreateAsync(string path, DatasetFormat format, bool replaces, CancellationToken cancellationToken)
    {
        if (!replaces && File.Exists(path))
        {
            throw DatasetErrors.Exists(path);
        }

        ExportFile file = new(path, replaces);
        await file.WritingAsync(async () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file._file = new FileStream(file._draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 64 * 1024);
            file._rows = await RowWriter.CreateAsync(file._file, format, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return file;
    }

    /// <exception cref="InsightsException">DatasetWriteFailed.</exception>
    public ValueTask AddAsync(ScoredInsight row, CancellationToken cancellationToken) =>
        _rows!.Add(row) ? new ValueTask(WritingAsync(() => _rows.FlushAsync(cancellationToken))) : default;

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InsightsException">DatasetExists or DatasetWriteFailed.</exception>
    public Task CompleteAsync(CancellationToken cancellationToken) => WritingAsync(async () =>
    {
        await _rows!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _file!.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Move(_draft, _path, _replaces);
    });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_rows?.DisposeAsync() ?? default).ConfigureAwait(false);
            await (_file?.DisposeAsync() ?? default).ConfigureAwait(false);
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            // What it still held does not fit on the disk; the draft goes.
        }

        File.Delete(_draft);
    }

    private async Task WritingAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            throw !_replaces && File.Exists(_path) ? DatasetErrors.Exists(_path) : DatasetErrors.WriteFailed(_path, e);
        }
    }
}
