using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Csat.Thresholds;

/// <summary>
/// The sentiment above which a row is best called positive: that of the largest sensitivity and specificity together (Youden 1950), of
/// equal ones the lowest. How well it would do is measured on rows that did not choose it: conversations are in five parts, and each part
/// is judged by the threshold of the other four (Stone 1974).
/// </summary>
internal sealed class BestThreshold(double csatThreshold) : ISentimentWatcher
{
    private const int Parts = 5;

    // The last place is that of all parts together.
    private readonly long[] _positives = new long[Parts + 1];
    private readonly long[] _negatives = new long[Parts + 1];
    private readonly long[] _positivesBelow = new long[Parts + 1];
    private readonly long[] _negativesBelow = new long[Parts + 1];
    private readonly long[] _gain = new long[Parts + 1];
    private readonly double[] _rank = new double[Parts + 1];
    private long _count;
    private double _value;

    /// <summary>The threshold, −1 to 1; null where all scores are on one side, or no threshold tells more than none.</summary>
    public double? Value => _gain[Parts] > 0 ? _value : null;

    /// <summary>The share of rows on the right side of thresholds that they did not choose, 0 to 1; null where there is none.</summary>
    public double? Agreement { get; private set; }

    public void Begin(RatedRows rows)
    {
        _count = rows.Count;
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                Count(row.Csat > csatThreshold ? _positives : _negatives, PartOf(row));
            }
        }
    }

    public void Look(RowRuns<double, RowColumns.Sentiment> run)
    {
        for (int segment = 0; segment < run.SegmentCount; segment++)
        {
            foreach (ref RatedRow row in run.Segment(segment))
            {
                Count(row.Csat > csatThreshold ? _positivesBelow : _negativesBelow, PartOf(row));
            }
        }

        double rank = (run.Rank - 0.5) / _count;
        for (int part = 0; part <= Parts; part++)
        {
            // Sensitivity + specificity − 1 without its quotients, so that equal ones are equal.
            long positives = Without(_positives, part);
            long negatives = Without(_negatives, part);
            long gain = (Without(_negativesBelow, part) * positives) - (Without(_positivesBelow, part) * negatives);
            if (gain > _gain[part])
            {
                _gain[part] = gain;
                _rank[part] = rank;
                _value = part == Parts ? run.Key : _value;
            }
        }
    }

    public void End(RatedRows rows)
    {
        if (Value is null || Enumerable.Range(0, Parts).Any(part => Without(_positives, part) == 0 || Without(_negatives, part) == 0))
        {
            return;
        }

        long agreeing = 0;
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                int part = PartOf(row);
                bool predicted = _gain[part] == 0 || row.Sentiment > _rank[part];
                agreeing += predicted == row.Csat > csatThreshold ? 1 : 0;
            }
        }

        Agreement = (double)agreeing / _count;
    }

    // Numbers follow the keys, which are hashes: each part is a random fifth, and the same one again.
    private static int PartOf(in RatedRow row) => (int)(row.Conversation % Parts);

    private static void Count(long[] counts, int part)
    {
        counts[part]++;
        counts[Parts]++;
    }

    private static long Without(long[] counts, int part) => part == Parts ? counts[Parts] : counts[Parts] - counts[part];
}
