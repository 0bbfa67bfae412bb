namespace SpeechInsights.Datasets;

/// <summary>Writes rows into the days of a dataset. Nothing is in its place before all are written.</summary>
internal sealed class DatasetExport(string root, string organization, DatasetFormat format, bool replaces) : IAsyncDisposable
{
    // Rows that wait in all days together, so that many days take no more memory than one.
    private const int MaximumWaiting = 200_000;

    private readonly Dictionary<DateOnly, DayWriter> _days = [];
    private DatasetDescription? _description;
    private int _waiting;

    /// <exception cref="InsightsException">DatasetMismatch, DatasetExists, DatasetInvalid, DatasetWriteFailed, or MixedCsatScales.</exception>
    public async ValueTask AddAsync(ScoredInsight row, CancellationToken cancellationToken)
    {
        Check(row);
        DateOnly day = DayOf(row);
        if (!_days.TryGetValue(day, out DayWriter? writer))
        {
            _days[day] = writer = await OpenAsync(new DayPlace(root, organization, day, _description!.Rows), cancellationToken).ConfigureAwait(false);
        }

        _waiting++;
        if (writer.Add(row))
        {
            await FlushAsync(writer, cancellationToken).ConfigureAwait(false);
        }
        else if (_waiting >= MaximumWaiting)
        {
            await FlushAsync(_days.Values.MaxBy(static one => one.Waiting)!, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the days in their places.</summary>
    /// <exception cref="InsightsException">DatasetMismatch, DatasetInvalid or DatasetWriteFailed.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_description is null)
        {
            return;
        }

        // The scale is known only now.
        string query = DatasetRoot.OpenFor(root, _description).Description.Digest;
        foreach (DayWriter writer in _days.Values)
        {
            await writer.CommitAsync(static manifest => manifest, query, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (DayWriter writer in _days.Values)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A row without a time is of its query's day, where that is one.
    private static DateOnly DayOf(ScoredInsight row) =>
        row.Timestamp is { } time ? DateOnly.FromDateTime(time.UtcDateTime)
        : DateOnly.FromDateTime(row.QueryStart.UtcDateTime) is var day && day == DateOnly.FromDateTime(row.QueryEnd.UtcDateTime.AddTicks(-1)) ? day
        : throw new InsightsException(
            InsightsError.DatasetMismatch, $"The row of {row.InteractionId} has no time, and its query's window is longer than a day.", "Query day by day, with -IncludeDetail, or write one file.", row.InteractionId);

    private void Check(ScoredInsight row)
    {
        if (_description is null)
        {
            DatasetDescription? there = Directory.Exists(root) ? DatasetDescription.Read(root) : null;
            _description = DatasetRoot.OpenFor(root, DatasetDescription.Of(row.Query, there?.SurveyForms, there?.Rows ?? format) with { Scale = row.CsatScale?.ToString() }).Description;
        }

        if (row.ModelId != _description.Model)
        {
            throw new InsightsException(
                InsightsError.DatasetMismatch, $"The row of {row.InteractionId} is of the model {row.ModelId ?? "(none)"}, others are of {_description.Model ?? "(none)"}.", target: row.InteractionId);
        }

        if (row.CsatScale is { } scale && _description.Scale != scale.ToString())
        {
            _description = _description.Scale is null ? _description with { Scale = scale.ToString() } : throw new InsightsException(
                InsightsError.MixedCsatScales, $"The score of {row.InteractionId} is on the scale {scale}, others are on {_description.Scale}.", "Write rows of one scale at a time, each into a dataset of their own.", row.InteractionId);
        }
    }

    private async Task<DayWriter> OpenAsync(DayPlace place, CancellationToken cancellationToken)
    {
        DayState state = DayState.Look(place, verify: false);
        if (state.Trouble is { } trouble && DatasetVersion.IsNewer(trouble))
        {
            throw trouble;
        }

        if (!replaces && (state.Manifest is not null || state.Trouble is not null))
        {
            throw DatasetErrors.Exists(place.Rows);
        }

        DayWriter writer = DayWriter.TryOpen(place) ?? throw new InsightsException(
            InsightsError.DatasetWriteFailed, $"{place.Folder} is being written by another worker.", "Run it again when that has ended.", place.Folder);
        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        return writer;
    }

    private async Task FlushAsync(DayWriter writer, CancellationToken cancellationToken)
    {
        _waiting -= writer.Waiting;
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
