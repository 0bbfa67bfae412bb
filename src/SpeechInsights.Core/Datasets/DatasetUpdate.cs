using System.Runtime.CompilerServices;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Pipelines;

namespace SpeechInsights.Datasets;

/// <summary>
/// Brings a dataset up to date: reads the days that are due, and puts each in its place once it is whole. A day that fails lets the others have
/// their turn; three in a row that fail of the same end the run.
/// </summary>
internal sealed class DatasetUpdate(InsightsSession session, DatasetRoot root, string organization, InsightQuery query, JoinWindow window, TimeSpan lookback)
{
    private const int MaximumFailures = 3;

    public bool SkipModelCheck { get; init; }

    /// <summary>The run of the audit trail.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Told how far a day is.</summary>
    public Action<DatasetStep>? OnStep { get; init; }

    /// <summary>The days that the query's window touches, that are over, of a part, and that are due.</summary>
    public IEnumerable<DayPlace> FindDue(DatasetShard shard)
    {
        DateTimeOffset now = session.Options.Time.GetUtcNow();
        for (DateOnly day = DateOnly.FromDateTime(query.StartTime.UtcDateTime); ; day = day.AddDays(1))
        {
            DayPlace place = root.Place(organization, day);
            if (place.Start >= query.EndTime || place.End > now)
            {
                yield break;
            }

            if (shard.Has(day) && IsDue(place, out _))
            {
                yield return place;
            }
        }
    }

    /// <summary>Reads days. The last thing is an error where days failed, so that nobody takes the dataset for whole.</summary>
    /// <returns>What became of each day that was still due, and why where it failed.</returns>
    /// <exception cref="InsightsException">DatasetIncomplete.</exception>
    public async IAsyncEnumerable<(DatasetDay Day, InsightsException? Error)> RunAsync(
        IReadOnlyList<DayPlace> days, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<InsightsException> failures = [];
        int inARow = 0;
        int tried = 0;
        foreach (DayPlace place in days)
        {
            InsightsException? error = null;
            DatasetDay? day;
            tried++;
            try
            {
                day = await ReadDayAsync(place, run, cancellationToken).ConfigureAwait(false);
            }
            catch (InsightsException e)
            {
                day = new DatasetDay(organization, place.Day, DatasetDayStatus.Failed, place.Rows) { Reason = e.ErrorId };
                error = e;
                inARow = failures.LastOrDefault()?.Error == e.Error ? inARow + 1 : 1;
                failures.Add(e);
            }

            if (day is not null)
            {
                yield return (day, error);
            }

            if (error is null)
            {
                inARow = 0;
            }
            else if (inARow == MaximumFailures)
            {
                break;
            }
        }

        if (failures.Count > 0)
        {
            throw Incomplete(days.Count, tried, failures);
        }
    }

    private InsightsException Incomplete(int due, int tried, List<InsightsException> failures)
    {
        bool mayPass = failures.TrueForAll(static failure => failure.MayPass);
        string ids = string.Join(", ", failures.Select(static failure => failure.ErrorId).Distinct());
        string rest = tried < due ? FormattableString.Invariant($", and {due - tried} were not tried") : "";
        return new InsightsException(
            InsightsError.DatasetIncomplete,
            FormattableString.Invariant($"Of {due} days that were due, {failures.Count} failed{rest}: {ids}."),
            mayPass ? "Run it again: it reads only what is missing." : "It will not pass by itself: look at the errors of the days.",
            organization)
        {
            MayPass = mayPass,
        };
    }

    private bool IsDue(DayPlace place, out DayState state)
    {
        state = DayState.Look(place, verify: false);
        return state.Manifest is not { } manifest || manifest.ReadAt is not { } read || read < place.End + lookback;
    }

    private async Task<DatasetDay?> ReadDayAsync(DayPlace place, RunContext run, CancellationToken cancellationToken)
    {
        if (DayState.Look(place, verify: false).Trouble is { } newer && DatasetVersion.IsNewer(newer))
        {
            throw newer;
        }

        if (DayWriter.TryOpen(place, OnStep) is not { } writer)
        {
            return new DatasetDay(organization, place.Day, DatasetDayStatus.Held, place.Rows);
        }

        await using (writer.ConfigureAwait(false))
        {
            // Another worker may have read it since.
            if (!IsDue(place, out DayState old))
            {
                return null;
            }

            using RowChanges? changes = await ReadOldAsync(place, old, cancellationToken).ConfigureAwait(false);
            DateTimeOffset asked = session.Options.Time.GetUtcNow();
            await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
            InsightPipeline pipeline = new(session, query.Over(place.Start, place.End), window, run) { SkipModelCheck = SkipModelCheck, Measures = false };
            await foreach (IReadOnlyList<ScoredInsight> rows in pipeline.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (ScoredInsight row in rows)
                {
                    changes?.Add(row);
                    if (writer.Add(row))
                    {
                        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            DatasetManifest manifest = await writer.CommitAsync(
                written => written with { ReadAt = asked, FinalAfter = place.End + lookback, RunId = RunId }, root.Description.Digest, cancellationToken).ConfigureAwait(false);
            return new DatasetDay(
                organization,
                place.Day,
                old.Trouble is not null || (old.Manifest is not null && changes is null) ? DatasetDayStatus.Mended : old.Manifest is null ? DatasetDayStatus.Added : DatasetDayStatus.Refreshed,
                place.Rows)
            {
                Rows = manifest.Rows,
                Rated = manifest.Rated,
                Changed = changes?.Complete(),
                ReadAt = asked,
            };
        }
    }

    // Null where there is nothing to compare with.
    private async Task<RowChanges?> ReadOldAsync(DayPlace place, DayState old, CancellationToken cancellationToken)
    {
        if (old.Manifest is null)
        {
            return null;
        }

        RowChanges changes = new();
        try
        {
            await changes.ReadOldAsync(DatasetReader.ReadDayAsync(place, root.Description, cancellationToken)).ConfigureAwait(false);
            return changes;
        }
        catch (InsightsException e) when (e.Error == InsightsError.DatasetInvalid)
        {
            changes.Dispose();
            return null;
        }
    }
}
