namespace SpeechInsights.Csat;

/// <summary>Gathers rows into buckets of UTC time, aligned to the Unix epoch. Memory grows with the buckets, not the rows.</summary>
internal sealed class AccuracySeries
{
    // Equal means of different decimals differ by their rounding to binary: at most half a unit in the last place of the
    // largest value for each mean, and as much for its own rounding.
    private const double MeanRounding = 4 * 2.220446049250313e-16;

    private readonly Dictionary<long, Bucket> _buckets = [];
    private readonly long _intervalTicks;
    private double _largestSentiment;
    private double _largestCsat;

    public AccuracySeries(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _intervalTicks = interval.Ticks;
    }

    /// <summary>Rows that have no time and so are in no bucket.</summary>
    public long UntimedCount { get; private set; }

    public void Add(double? sentiment, double? csat, DateTimeOffset? timestamp)
    {
        if (timestamp is not DateTimeOffset time)
        {
            UntimedCount++;
            return;
        }

        long number = BucketNumber(time);
        if (!_buckets.TryGetValue(number, out Bucket? bucket))
        {
            bucket = new Bucket();
            _buckets.Add(number, bucket);
        }

        bucket.Add(sentiment, csat);
        _largestSentiment = Math.Max(_largestSentiment, Math.Abs(sentiment ?? 0));
        _largestCsat = Math.Max(_largestCsat, Math.Abs(csat ?? 0));
    }

    /// <summary>The buckets that have rows, earliest first, and the correlation of their means or why there is none.</summary>
    public (IReadOnlyList<AccuracyInterval> Intervals, double? Correlation, AccuracyReason? Reason) Complete()
    {
        long[] numbers = [.. _buckets.Keys];
        Array.Sort(numbers);
        AccuracyInterval[] intervals = new AccuracyInterval[numbers.Length];
        CoMoments moments = new();
        for (int i = 0; i < numbers.Length; i++)
        {
            Bucket bucket = _buckets[numbers[i]];
            intervals[i] = bucket.ToInterval(StartOf(numbers[i]));
            if (intervals[i].MeanSentiment is double sentiment && intervals[i].MeanCsat is double csat)
            {
                moments.Add(sentiment, csat);
            }
        }

        IReadOnlyList<AccuracyInterval> readOnly = Array.AsReadOnly(intervals);
        if (moments.Count < 2)
        {
            return (readOnly, null, AccuracyReason.FewIntervals);
        }

        if (moments.IsFlat(_largestSentiment * MeanRounding, _largestCsat * MeanRounding))
        {
            return (readOnly, null, AccuracyReason.NoIntervalVariance);
        }

        double? correlation = moments.Correlation();
        return (readOnly, correlation, correlation is null ? AccuracyReason.OutOfRange : null);
    }

    private long BucketNumber(DateTimeOffset time)
    {
        (long number, long rest) = Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, _intervalTicks);
        return rest < 0 ? number - 1 : number;
    }

    // The bucket of the calendar's first days may start before the calendar does.
    private DateTimeOffset StartOf(long number) =>
        new(Math.Max(0, DateTimeOffset.UnixEpoch.UtcTicks + (number * _intervalTicks)), TimeSpan.Zero);

    private sealed class Bucket
    {
        private CompensatedSum _sentiment;
        private CompensatedSum _csat;
        private long _count;
        private long _rated;

        public void Add(double? sentiment, double? csat)
        {
            _count++;
            if (sentiment is double knownSentiment)
            {
                _sentiment.Add(knownSentiment);
            }

            if (csat is double knownCsat)
            {
                _csat.Add(knownCsat);
            }

            if (sentiment is not null && csat is not null)
            {
                _rated++;
            }
        }

        public AccuracyInterval ToInterval(DateTimeOffset start) => new(start, _count, _rated, _sentiment.Mean, _csat.Mean);
    }
}
