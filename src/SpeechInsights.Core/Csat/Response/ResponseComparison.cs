using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Csat.Response;

/// <summary>
/// How those who answered differ from those who did not, by their sentiment, and what agreement would be if all sentiment were as
/// often among the answers as it is among all rows.
/// </summary>
/// <param name="unrated">The sentiment of rows without a score.</param>
/// <param name="sentimentThreshold">Sentiment above it is positive.</param>
/// <param name="csatThreshold">Scores above it are positive.</param>
internal sealed class ResponseComparison(ValueStore unrated, double sentimentThreshold, double csatThreshold) : ISentimentWatcher
{
    private const int Deciles = 10;

    private readonly double[] _unrated = unrated.ToSorted();
    private readonly long[] _all = new long[Deciles];
    private readonly long[] _rated = new long[Deciles];
    private readonly long[] _agreeing = new long[Deciles];
    private CompensatedSum _ratedSum;
    private double _ratedSquares;
    private long _ratedCount;
    private long _unionBefore;
    private int _unratedBelow;

    /// <summary>The mean sentiment of rated rows.</summary>
    public double? RatedSentiment => _ratedSum.Mean;

    /// <summary>The mean sentiment of rows without a score; null where there is none.</summary>
    public double? UnratedSentiment { get; private set; }

    /// <summary>The difference of both in pooled standard deviations (Cohen 1988).</summary>
    public double? Difference { get; private set; }

    /// <summary>The largest distance of the two distributions (Kolmogorov 1933, Smirnov 1939).</summary>
    public double? Distance { get; private set; }

    /// <summary>Agreement by deciles of sentiment, each with the weight that it has among all rows; null where one has no rated row.</summary>
    public double? ReweightedAgreement { get; private set; }

    /// <summary>Whether a decile has no rated row.</summary>
    public bool HasEmptyDecile { get; private set; }

    public void Begin(RatedRows rows)
    {
        _ratedCount = rows.Count;
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                _ratedSum.Add(row.Sentiment);
            }
        }

        double mean = _ratedSum.Mean ?? 0;
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                _ratedSquares += (row.Sentiment - mean) * (row.Sentiment - mean);
            }
        }
    }

    public void Look(RowRuns<double, RowColumns.Sentiment> run)
    {
        TakeUnrated(run.Key);
        Measure(run.Before);
        int tied = CountTied(run.Key);
        long agreeing = 0;
        for (int segment = 0; segment < run.SegmentCount; segment++)
        {
            foreach (ref RatedRow row in run.Segment(segment))
            {
                agreeing += run.Key > sentimentThreshold == row.Csat > csatThreshold ? 1 : 0;
            }
        }

        TakeUnion(run.Count, agreeing, tied);
        _unratedBelow += tied;
        Measure(run.Before + run.Count);
    }

    public void End(RatedRows rows)
    {
        TakeUnrated(double.PositiveInfinity);
        if (_unrated.Length > 0)
        {
            CompareMeans();
        }

        HasEmptyDecile = Enumerable.Range(0, Deciles).Any(decile => _all[decile] > 0 && _rated[decile] == 0);
        if (!HasEmptyDecile)
        {
            double total = _unionBefore;
            double sum = Enumerable.Range(0, Deciles).Where(decile => _all[decile] > 0).Sum(decile => _all[decile] * ((double)_agreeing[decile] / _rated[decile]));
            ReweightedAgreement = Math.Min(1, sum / total);
        }
    }

    private void CompareMeans()
    {
        CompensatedSum sum = default;
        foreach (double value in _unrated)
        {
            sum.Add(value);
        }

        UnratedSentiment = sum.Mean;
        if (UnratedSentiment is not double mean || RatedSentiment is not double rated || _ratedCount + _unrated.Length < 3)
        {
            return;
        }

        double squares = _ratedSquares + _unrated.Sum(value => (value - mean) * (value - mean));
        double pooled = Math.Sqrt(squares / (_ratedCount + _unrated.Length - 2));
        Difference = pooled > 0 && double.IsFinite(pooled) ? (rated - mean) / pooled : null;
    }

    private void Measure(long ratedUpTo)
    {
        if (_unrated.Length > 0)
        {
            double distance = Math.Abs(((double)ratedUpTo / _ratedCount) - ((double)_unratedBelow / _unrated.Length));
            Distance = Math.Max(Distance ?? 0, distance);
        }
    }

    private void TakeUnrated(double below)
    {
        while (_unratedBelow < _unrated.Length && _unrated[_unratedBelow] < below)
        {
            int tied = CountTied(_unrated[_unratedBelow]);
            TakeUnion(0, 0, tied);
            _unratedBelow += tied;
        }
    }

    private int CountTied(double value)
    {
        int end = _unratedBelow;
        while (end < _unrated.Length && _unrated[end] == value)
        {
            end++;
        }

        return end - _unratedBelow;
    }

    // All rows of one value are in the decile that the middle of them is in.
    private void TakeUnion(long rated, long agreeing, long tied)
    {
        double middle = _unionBefore + ((rated + tied) / 2.0);
        int decile = Math.Min(Deciles - 1, (int)(Deciles * middle / (_ratedCount + _unrated.Length)));
        _all[decile] += rated + tied;
        _rated[decile] += rated;
        _agreeing[decile] += agreeing;
        _unionBefore += rated + tied;
    }
}
