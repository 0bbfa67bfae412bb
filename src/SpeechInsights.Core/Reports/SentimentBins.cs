using SpeechInsights.Csat;
using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Reports;

/// <summary>The share of satisfied rows by ten parts of the scale of sentiment; and the ROC curve, which comes of the same order.</summary>
internal sealed class SentimentBins(double csatThreshold) : ISentimentWatcher
{
    private const int Bins = 10;
    private const double CurveStep = 0.01;

    private readonly Dictionary<ulong, (long Rows, long Satisfied)> _conversations = [];
    private readonly SentimentBin[] _bins = new SentimentBin[Bins];
    private readonly List<(double X, double Y)> _curve = [];
    private int _bin = -1;
    private long _positives;
    private long _negatives;
    private long _positivesBelow;
    private long _negativesBelow;

    /// <summary>The bins, lowest sentiment first.</summary>
    public IReadOnlyList<SentimentBin> All => [.. Enumerable.Range(0, Bins).Select(bin => _bins[bin] ?? Empty(bin))];

    /// <summary>The curve from (1, 1) to (0, 0): the share of other rows above a threshold, and that of satisfied rows. Empty where all scores are on one side.</summary>
    public IReadOnlyList<(double X, double Y)> Curve => _curve;

    public void Begin(RatedRows rows)
    {
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                _ = row.Csat > csatThreshold ? _positives++ : _negatives++;
            }
        }

        AddPoint(isLast: true);
    }

    public void Look(RowRuns<double, RowColumns.Sentiment> run)
    {
        // Rounded, for 0.2 is the end of its bin, whatever its double is.
        int bin = Math.Clamp((int)Math.Ceiling(Math.Round((run.Key + 1) * Bins / 2, 9)) - 1, 0, Bins - 1);
        if (bin != _bin)
        {
            EndBin();
            _bin = bin;
        }

        for (int segment = 0; segment < run.SegmentCount; segment++)
        {
            foreach (ref RatedRow row in run.Segment(segment))
            {
                bool isSatisfied = row.Csat > csatThreshold;
                (long rows, long satisfied) = _conversations.GetValueOrDefault(row.Conversation);
                _conversations[row.Conversation] = (rows + 1, satisfied + (isSatisfied ? 1 : 0));
                _ = isSatisfied ? _positivesBelow++ : _negativesBelow++;
            }
        }

        AddPoint(isLast: false);
    }

    public void End(RatedRows rows)
    {
        EndBin();
        AddPoint(isLast: true);
    }

    private void AddPoint(bool isLast)
    {
        if (_positives == 0 || _negatives == 0)
        {
            return;
        }

        (double X, double Y) point = (1 - ((double)_negativesBelow / _negatives), 1 - ((double)_positivesBelow / _positives));
        if (isLast || Math.Abs(point.X - _curve[^1].X) + Math.Abs(point.Y - _curve[^1].Y) >= CurveStep)
        {
            _curve.Add(point);
        }
    }

    private void EndBin()
    {
        if (_conversations.Count > 0)
        {
            long rows = _conversations.Values.Sum(static one => one.Rows);
            long satisfied = _conversations.Values.Sum(static one => one.Satisfied);
            double share = (double)satisfied / rows;
            double squares = _conversations.Values.Sum(one => Math.Pow((one.Satisfied - (share * one.Rows)) / rows, 2));
            bool isClustered = _conversations.Count < rows;
            _bins[_bin] = Empty(_bin) with
            {
                Count = rows, Satisfied = satisfied, Interval = ClusteredShare.Interval(share, rows, squares, _conversations.Count, isClustered),
            };
            _conversations.Clear();
        }
    }

    private static SentimentBin Empty(int bin) => new(((bin * 2) - Bins) / (double)Bins, (((bin + 1) * 2) - Bins) / (double)Bins, 0, 0, null);
}
