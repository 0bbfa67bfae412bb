using SpeechInsights.Files;

namespace SpeechInsights.Datasets;

/// <summary>
/// Writes a day: rows into a draft, then the draft in the place of the old rows, then the manifest. Whoever reads sees the old day or the new
/// one. While it is open nobody else writes the day; what a dead writer left is cleared away first.
/// </summary>
internal sealed class DayWriter : IAsyncDisposable
{
    private readonly FileStream _lock;
    private FileStream? _draft;
    private RowWriter? _rows;

    private DayWriter(DayPlace place, FileStream held)
    {
        Place = place;
        _lock = held;
    }

    public DayPlace Place { get; }

    /// <summary>Told how far it is.</summary>
    public Action<DatasetStep>? OnStep { get; init; }

    public long Rows { get; private set; }

    /// <summary>Rows that have a survey score.</summary>
    public long Rated { get; private set; }

    /// <summary>Rows that wait to be written.</summary>
    public int Waiting => _rows?.Waiting ?? 0;

    /// <summary>Takes a day.</summary>
    /// <returns>Null where another worker has it.</returns>
    /// <exception cref="InsightsException">DatasetWriteFailed.</exception>
    public static DayWriter? TryOpen(DayPlace place, Action<DatasetStep>? onStep = null)
    {
        try
        {
            Directory.CreateDirectory(place.Folder);
            DayWriter writer = new(place, new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1)) { OnStep = onStep };
            writer.Clear();
            onStep?.Invoke(DatasetStep.Locked);
            return writer;
        }
        catch (IOException e) when (FileLock.IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            throw DatasetErrors.WriteFailed(place.Folder, e);
        }
    }

    /// <exception cref="InsightsException">DatasetWriteFailed.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) => WritingAsync(async () =>
    {
        _draft = new FileStream(Place.RowsDraft, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 64 * 1024);
        _rows = await RowWriter.CreateAsync(_draft, Place.Format, cancellationToken).ConfigureAwait(false);
        OnStep?.Invoke(DatasetStep.Begun);
    });

    /// <summary>Adds a row.</summary>
    /// <returns>Whether enough rows wait to be written.</returns>
    public bool Add(ScoredInsight row)
    {
        Rows++;
        Rated += row.Csat is null ? 0 : 1;
        return _rows!.Add(row);
    }

    /// <exception cref="InsightsException">DatasetWriteFailed.</exception>
    public Task FlushAsync(CancellationToken cancellationToken) => WritingAsync(() => _rows!.FlushAsync(cancellationToken));

    /// <summary>Puts the rows in their place, and their manifest.</summary>
    /// <param name="describe">Adds to the manifest what the writer does not know.</param>
    /// <param name="query">The digest of the dataset's query.</param>
    /// <param name="cancellationToken">Ends it, until the rows are placed.</param>
    /// <exception cref="InsightsException">DatasetWriteFailed.</exception>
    public async Task<DatasetManifest> CommitAsync(Func<DatasetManifest, DatasetManifest> describe, string query, CancellationToken cancellationToken)
    {
        DatasetManifest? manifest = null;
        await WritingAsync(async () =>
        {
            await _rows!.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _draft!.Flush();
            OnStep?.Invoke(DatasetStep.PartlyWritten);
            _draft.Flush(flushToDisk: true);
            long bytes = _draft.Length;
            await _draft.DisposeAsync().ConfigureAwait(false);
            manifest = describe(new DatasetManifest
            {
                Organization = Place.Organization,
                Day = Place.Day,
                File = Place.FileName,
                Rows = Rows,
                Rated = Rated,
                Bytes = bytes,
                Sha256 = DayState.DigestOf(Place.RowsDraft),
                Query = query,
            });
            OnStep?.Invoke(DatasetStep.Written);
            using (FileStream file = new(Place.ManifestDraft, FileMode.Create, FileAccess.Write))
            {
                file.Write(manifest.Write().Span);
                file.Flush(flushToDisk: true);
            }

            OnStep?.Invoke(DatasetStep.ManifestDrafted);
            File.Move(Place.RowsDraft, Place.Rows, overwrite: true);
            OnStep?.Invoke(DatasetStep.RowsPlaced);
            File.Move(Place.ManifestDraft, Place.Manifest, overwrite: true);
            OnStep?.Invoke(DatasetStep.ManifestPlaced);
        }).ConfigureAwait(false);
        return manifest!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null)
        {
            await _rows.DisposeAsync().ConfigureAwait(false);
        }

        if (_draft is not null)
        {
            try
            {
                await _draft.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (DatasetErrors.IsOfFiles(e))
            {
                // What it still held does not fit on the disk; the draft goes.
            }
        }

        try
        {
            Clear();
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            // The next writer tries again.
        }

        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    // Finishes what a writer had placed but for its manifest, and deletes what was not placed.
    private void Clear()
    {
        if (File.Exists(Place.ManifestDraft))
        {
            DayState state = DayState.Look(Place, verify: true);
            if (state.Manifest is { } found && DayState.ReadDraft(Place) is { } draft && draft == found)
            {
                File.Move(Place.ManifestDraft, Place.Manifest, overwrite: true);
            }
            else
            {
                File.Delete(Place.ManifestDraft);
            }
        }

        File.Delete(Place.RowsDraft);
    }

    private async Task WritingAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            throw DatasetErrors.WriteFailed(Place.Rows, e);
        }
    }
}
