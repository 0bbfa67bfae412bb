using System.Runtime.CompilerServices;

namespace SpeechInsights.Datasets;

/// <summary>Reads the days of a dataset, and what their state is.</summary>
internal sealed class DatasetReader(DatasetRoot root, IReadOnlyCollection<string>? organizations, DateTimeOffset after, DateTimeOffset before)
{
    private const int Attempts = 3;

    /// <summary>The days of the window that are there, and those that are missing between them.</summary>
    /// <param name="verify">Whether every byte is read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<DatasetDay> Look(bool verify, CancellationToken cancellationToken)
    {
        foreach (string organization in Organizations())
        {
            DateOnly? last = null;
            foreach (DayPlace place in Places(organization))
            {
                cancellationToken.ThrowIfCancellationRequested();
                DatasetDay day = Describe(place, DayState.Look(place, verify));
                if (day.Status == DatasetDayStatus.Missing)
                {
                    // A folder without rows is what a worker that broke leaves.
                    continue;
                }

                for (DateOnly? gap = last?.AddDays(1); gap < place.Day; gap = gap?.AddDays(1))
                {
                    DayPlace missing = place with { Day = gap!.Value };
                    yield return new DatasetDay(organization, missing.Day, DatasetDayStatus.Missing, missing.Rows);
                }

                last = place.Day;
                yield return day;
            }
        }
    }

    /// <summary>The rows of the window, in the order of organisations and days, in batches. Rows without a time are of their whole day.</summary>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ScoredInsight>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string organization in Organizations())
        {
            foreach (DayPlace place in Places(organization))
            {
                await foreach (IReadOnlyList<ScoredInsight> batch in ReadDayAsync(place, root.Description, cancellationToken).ConfigureAwait(false))
                {
                    yield return Within(batch, after, before);
                }
            }
        }
    }

    /// <summary>The rows of a day; none where it is not there.</summary>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<ScoredInsight>> ReadDayAsync(
        DayPlace place, DatasetDescription description, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Open(place) is not ({ } file, { } manifest))
        {
            yield break;
        }

        long rows = 0;
        await using (file.ConfigureAwait(false))
        {
            await foreach (IReadOnlyList<ScoredInsight> batch in RowReader.ReadAsync(file, place.Format, place.Rows, description, cancellationToken).ConfigureAwait(false))
            {
                rows += batch.Count;
                yield return batch;
            }
        }

        if (rows != manifest.Rows)
        {
            throw DatasetErrors.Invalid(place.Rows, FormattableString.Invariant($"has {rows} rows where {manifest.Rows} were written."));
        }
    }

    /// <summary>The rows of a batch that are of a window.</summary>
    public static IReadOnlyList<ScoredInsight> Within(IReadOnlyList<ScoredInsight> batch, DateTimeOffset after, DateTimeOffset before) =>
        batch.All(row => IsWithin(row, after, before)) ? batch : [.. batch.Where(row => IsWithin(row, after, before))];

    private static bool IsWithin(ScoredInsight row, DateTimeOffset after, DateTimeOffset before) => row.Timestamp is not { } time || (time >= after && time < before);

    private static (FileStream? File, DatasetManifest? Manifest) Open(DayPlace place)
    {
        for (int attempt = 1; ; attempt++)
        {
            DayState state = DayState.Look(place, verify: false);
            if (state.Trouble is not null)
            {
                throw state.Trouble;
            }

            if (state.Manifest is null)
            {
                return default;
            }

            try
            {
                // Once it is open, a writer that puts new rows in its place changes nothing here.
                FileStream file = new(place.Rows, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.SequentialScan);
                if (file.Length == state.Manifest.Bytes || attempt == Attempts)
                {
                    return (file, state.Manifest);
                }

                file.Dispose();
            }
            catch (Exception e) when (DatasetErrors.IsOfFiles(e))
            {
                throw DatasetErrors.Invalid(place.Rows, $"can't be read: {e.Message}", e);
            }
        }
    }

    private static DatasetDay Describe(DayPlace place, DayState state) => new(
        place.Organization,
        place.Day,
        state.Trouble is not null ? DatasetDayStatus.Invalid
            : state.Manifest is null ? DatasetDayStatus.Missing
            : state.Manifest.IsWhole ? DatasetDayStatus.Whole
            : DatasetDayStatus.Provisional,
        place.Rows)
    {
        Rows = state.Manifest?.Rows,
        Rated = state.Manifest?.Rated,
        ReadAt = state.Manifest?.ReadAt,
        Reason = state.Trouble?.Message,
    };

    private IEnumerable<string> Organizations() => DayPlace.Organizations(root.Path).Where(id => organizations?.Contains(id) != false);

    private IEnumerable<DayPlace> Places(string organization) => DayPlace.Days(root.Path, organization)
        .Select(day => root.Place(organization, day))
        .Where(place => place.Start < before && place.End > after);
}
