using System.Runtime.CompilerServices;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Csat.Response;
using SpeechInsights.Csat.Thresholds;
using SpeechInsights.Csat.Uncertainty;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>
/// Measures how well sentiment agrees with survey scores, in one pass. Rows are taken in any order; those with both figures
/// cost 16 bytes each, which rank figures cannot do without, and 8 for their conversation; those with sentiment alone cost 8.
/// </summary>
internal sealed class AgreementMeter
{
    public const double DefaultSentimentThreshold = 0.6;

    /// <summary>Rated rows from which on figures say something.</summary>
    public const long FewRows = 30;

    private readonly double _sentimentThreshold;
    private readonly double? _csatThreshold;
    private readonly AccuracySeries? _series;
    private readonly RatedRows _rated = new();
    private readonly ValueStore _unrated = new();
    private readonly CoMoments _moments = new();
    private readonly bool _keepsSums;
    private CsatScale? _scale;
    private long _total;
    private long _aligned;
    private InsightAccuracy? _result;

    /// <param name="sentimentThreshold">Sentiment above it, −1 to 1, is positive.</param>
    /// <param name="csatThreshold">Scores above it are positive; null is the middle of their scale.</param>
    /// <param name="interval">The length of the buckets of the series, longer than zero; null makes none.</param>
    /// <param name="keepsSums">Whether what each conversation moves is kept, so that the figures can be compared with others.</param>
    public AgreementMeter(
        double sentimentThreshold = DefaultSentimentThreshold, double? csatThreshold = null, TimeSpan? interval = null, bool keepsSums = false)
    {
        _keepsSums = keepsSums;
        _sentimentThreshold = sentimentThreshold;
        _csatThreshold = csatThreshold;
        _series = interval is TimeSpan length ? new AccuracySeries(length) : null;
    }

    /// <summary>Makes who else looks at the rated rows in the order of their sentiment; it is given the threshold of scores and their scale.</summary>
    public Func<double, CsatScale?, ISentimentWatcher[]>? Watch { get; set; }

    /// <summary>Takes a row.</summary>
    /// <exception cref="InsightsException">MixedCsatScales.</exception>
    [MethodImpl(HotPath.Optimized)]
    public void Add(ScoredInsight row) => Add(row.SentimentAverage, row.Csat, row.Timestamp, row.CsatScale, row.InteractionId);

    /// <summary>Takes a row. What is null, not a number or infinite counts as absent.</summary>
    /// <param name="scale">The scale of the score; null is the scale of the other rows.</param>
    /// <param name="interactionId">The conversation, whose rows are not independent of each other; null or empty for one of its own.</param>
    /// <exception cref="InsightsException">The scale is not that of earlier rows; the row is not counted.</exception>
    [MethodImpl(HotPath.Optimized)]
    public void Add(double? sentiment, double? csat, DateTimeOffset? timestamp, CsatScale? scale, string? interactionId = null)
    {
        if (_result is not null)
        {
            throw new InvalidOperationException("The measurement is complete and takes no more rows.");
        }

        TakeScale(scale);
        double? knownSentiment = Known(sentiment);
        double? knownCsat = Known(csat);
        _total++;
        _series?.Add(knownSentiment, knownCsat, timestamp);
        if (knownSentiment is not double x)
        {
            return;
        }

        if (knownCsat is not double y)
        {
            _unrated.Add(x);
            return;
        }

        if (x > _sentimentThreshold)
        {
            _aligned++;
        }

        _rated.Add(x, y, ConversationKey.Of(interactionId, x, y));
        _moments.Add(x, y);
    }

    /// <summary>The figures of all rows; asked again, the same object.</summary>
    /// <param name="standing">The group that the rows are, or null.</param>
    public InsightAccuracy Complete(GroupStanding? standing = null) => _result ??= Measure(standing);

    /// <summary>The figures of the rated rows; there once the measurement is complete.</summary>
    public RatedFigures Figures { get; private set; } = RatedFigures.None;

    /// <summary>Tells each rated row's conversation and whether it agrees, before the measurement is complete.</summary>
    public void ReadRated(Action<ulong, bool> read)
    {
        if (CsatThreshold is not double threshold)
        {
            return;
        }

        foreach (Memory<RatedRow> chunk in _rated.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                read(row.Conversation, row.Sentiment > _sentimentThreshold == row.Csat > threshold);
            }
        }
    }

    // The scale, and with it the threshold, may come with the last row.
    private CsatScale? Scale => _scale ?? (_rated.Count > 0 && _csatThreshold is null ? CsatScale.OneToFive : null);

    private double? CsatThreshold => _csatThreshold ?? (_rated.Count > 0 ? Scale?.Midpoint : null);

    private static double? Known(double? value) => value is double number && double.IsFinite(number) ? number : null;

    private void TakeScale(CsatScale? scale)
    {
        if (scale is null || scale == _scale)
        {
            return;
        }

        if (_scale is not null)
        {
            throw new InsightsException(
                InsightsError.MixedCsatScales,
                $"A row has its score on the scale {scale}, earlier ones on {_scale}.",
                "Measure the rows of each scale on their own: filter them by CsatScale first.",
                scale.ToString());
        }

        _scale = scale;
    }

    private InsightAccuracy Measure(GroupStanding? standing)
    {
        List<AccuracyReason> reasons = [];
        BestThreshold? best = null;
        ResponseComparison? response = null;
        if (_rated.Count > 0 && CsatThreshold is double threshold)
        {
            best = new BestThreshold(threshold);
            response = new ResponseComparison(_unrated, _sentimentThreshold, threshold);
            Figures = RatedFigures.Measure(_rated, _moments, _sentimentThreshold, threshold, _keepsSums, [best, response, .. Watch?.Invoke(threshold, Scale) ?? []]);
        }

        AddReasons(reasons, Figures);
        if (response is { HasEmptyDecile: true } && _rated.Count >= FewRows)
        {
            reasons.Add(AccuracyReason.EmptyDecile);
        }

        AccuracyTrend trend = Trend(reasons);
        string[] ids = [.. reasons.Distinct().Select(reason => reason.ToString())];
        AccuracyBasis basis = new(_total, _aligned, _sentimentThreshold, CsatThreshold, Scale);
        return new InsightAccuracy(basis, Figures, best, response, standing, trend, Array.AsReadOnly(ids));
    }

    private void AddReasons(List<AccuracyReason> reasons, RatedFigures figures)
    {
        if (_rated.Count == 0)
        {
            reasons.Add(_total == 0 ? AccuracyReason.NoRows : AccuracyReason.NoRatedRows);
            return;
        }

        if (_rated.Count < FewRows)
        {
            reasons.Add(AccuracyReason.FewRows);
        }

        if (figures.Confusion.HasOneCsatClass)
        {
            reasons.Add(AccuracyReason.OneCsatClass);
        }

        if (figures.Confusion.HasOneSentimentClass)
        {
            reasons.Add(AccuracyReason.OneSentimentClass);
        }

        if (figures.Intervals.HasFewOfOneClass && _rated.Count >= FewRows)
        {
            reasons.Add(AccuracyReason.FewOfOneClass);
        }

        if (_moments.IsFlat())
        {
            reasons.Add(AccuracyReason.NoVariance);
        }
        else if (figures.PearsonR is null)
        {
            reasons.Add(AccuracyReason.OutOfRange);
        }
    }

    private AccuracyTrend Trend(List<AccuracyReason> reasons)
    {
        if (_series is null)
        {
            return AccuracyTrend.None;
        }

        (IReadOnlyList<AccuracyInterval> intervals, double? correlation, AccuracyReason? reason) = _series.Complete();
        if (reason is AccuracyReason known && _total > 0)
        {
            reasons.Add(known);
        }

        return new AccuracyTrend(intervals, correlation, _series.UntimedCount);
    }
}
