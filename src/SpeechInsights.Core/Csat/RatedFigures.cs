using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Csat;

/// <summary>The figures of the rows that have both sentiment and score; null is what is not defined.</summary>
internal sealed record RatedFigures
{
    public static RatedFigures None { get; } = new();

    public ConfusionCounts Confusion { get; private init; }

    public double? PearsonR { get; private init; }

    public double? SpearmanRho { get; private init; }

    public double? Auc { get; private init; }

    /// <summary>How many conversations the rows are of.</summary>
    public int Conversations { get; private init; }

    public FigureIntervals Intervals { get; private init; } = FigureIntervals.None;

    /// <summary>What each conversation moves the figures by; null where there is no row.</summary>
    public ConversationSums? Sums { get; private init; }

    /// <summary>A figure; null where it is not defined.</summary>
    public double? Value(AccuracyFigure figure) => figure switch
    {
        AccuracyFigure.AgreementRate => Confusion.AgreementRate,
        AccuracyFigure.BalancedAccuracy => Confusion.Total == 0 ? null : Confusion.BalancedAccuracy,
        AccuracyFigure.CohensKappa => Confusion.CohensKappa,
        AccuracyFigure.MatthewsCorrelation => Confusion.MatthewsCorrelation,
        AccuracyFigure.PearsonR => PearsonR,
        AccuracyFigure.SpearmanRho => SpearmanRho,
        _ => Auc,
    };

    /// <param name="rows">The rows, one or more. Ranks take the place of their figures: it is the last thing that can be asked of them.</param>
    /// <param name="moments">Their moments.</param>
    /// <param name="sentimentThreshold">Sentiment above it is positive.</param>
    /// <param name="csatThreshold">Scores above it are positive.</param>
    /// <param name="keeps">Whether <see cref="Sums"/> keeps each conversation's.</param>
    /// <param name="watchers">Who looks at the rows in the order of their sentiment.</param>
    public static RatedFigures Measure(
        RatedRows rows, CoMoments moments, double sentimentThreshold, double csatThreshold, bool keeps, params ISentimentWatcher[] watchers)
    {
        bool isFlat = moments.IsFlat();
        double? pearson = isFlat ? null : moments.Correlation();
        ConfusionCounts confusion = rows.Confusion(sentimentThreshold, csatThreshold);
        ConversationSums sums = new(keeps);
        sums.Read(rows, new TableInfluence(confusion), moments, pearson, sentimentThreshold, csatThreshold);
        double? auc = null;
        if (SentimentOrder.Measure(rows, csatThreshold, confusion, sums.Count, watchers) is (double area, double[] areaSums))
        {
            auc = area;
            sums.Take(AccuracyFigure.Auc, areaSums);
        }

        double? spearman = null;
        if (!isFlat)
        {
            (spearman, double[] rankSums) = RankCorrelation.Measure(rows, sums.Count);
            sums.Take(AccuracyFigure.SpearmanRho, rankSums);
        }

        return new RatedFigures
        {
            Confusion = confusion,
            PearsonR = pearson,
            SpearmanRho = spearman,
            Auc = auc,
            Conversations = sums.Count,
            Intervals = FigureIntervals.Of(confusion, pearson, spearman, auc, sums),
            Sums = sums,
        };
    }
}
