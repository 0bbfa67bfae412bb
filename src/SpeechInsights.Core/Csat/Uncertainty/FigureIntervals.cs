namespace SpeechInsights.Csat.Uncertainty;

/// <summary>
/// The 95 % intervals of the figures, with the conversation as what is independent. With one row a conversation those of
/// agreement and Pearson's correlation are the textbook's. docs/accuracy.md says in which simulated worlds each one holds.
/// </summary>
internal sealed record FigureIntervals
{
    /// <summary>Conversations with scores on each side of the threshold, from which on the figures that need both have an interval.</summary>
    public const int LeastOfEachClass = 10;

    public static FigureIntervals None { get; } = new();

    public ConfidenceInterval? Agreement { get; private init; }

    public ConfidenceInterval? Balanced { get; private init; }

    public ConfidenceInterval? Kappa { get; private init; }

    public ConfidenceInterval? Matthews { get; private init; }

    public ConfidenceInterval? Pearson { get; private init; }

    public ConfidenceInterval? Spearman { get; private init; }

    public ConfidenceInterval? Auc { get; private init; }

    /// <summary>Whether one side of the scores has too few conversations.</summary>
    public bool HasFewOfOneClass { get; private init; }

    public static FigureIntervals Of(ConfusionCounts counts, double? pearson, double? spearman, double? auc, ConversationSums sums)
    {
        // With one row a conversation nothing is estimated but the figure itself, as the textbook has it.
        bool isClustered = sums.Largest > 1;
        // The rarer side of the scores decides how much there is to go by.
        int rarer = Math.Min(sums.WithPositive, sums.WithNegative);
        double rarerQuantile = StudentT.Quantile95(Math.Max(1, rarer - 1));
        double ClassError(AccuracyFigure figure) => Math.Sqrt(Correction(rarer, 1) * sums.Squares(figure));
        ConfidenceInterval Share(double share, double among, double squares, int conversations) => ClusteredShare.Interval(share, among, squares, conversations, isClustered);

        // As Fisher's: three fewer.
        double correlationQuantile = StudentT.Quantile95(Math.Max(1, sums.Count - 3));
        double rate = counts.AgreementRate!.Value;
        bool hasFew = rarer < LeastOfEachClass;
        FigureIntervals intervals = new()
        {
            Agreement = Share(rate, counts.Total, sums.Squares(AccuracyFigure.AgreementRate), sums.Count),
            Pearson = pearson is null || !isClustered || sums.PearsonRowSquares == 0
                ? ConfidenceInterval.Fisher(pearson, counts.Total)
                : ConfidenceInterval.Fisher(
                    pearson, 3 + ((counts.Total - 3) / Math.Max(1, Correction(sums.Count, 3) * sums.Squares(AccuracyFigure.PearsonR) / sums.PearsonRowSquares)), correlationQuantile),
            Spearman = spearman is double rho && counts.Total > 3 ? ConfidenceInterval.Correlation(rho, Math.Sqrt(Correction(sums.Count, 3) * sums.Squares(AccuracyFigure.SpearmanRho)), correlationQuantile) : null,
            HasFewOfOneClass = hasFew && !counts.HasOneCsatClass,
        };
        return hasFew ? intervals : intervals with
        {
            Balanced = ConfidenceInterval.MeanOf(
                counts.Sensitivity,
                Share(counts.Sensitivity, counts.CsatPositive, sums.SensitivitySquares, sums.WithPositive),
                counts.Specificity,
                Share(counts.Specificity, counts.CsatNegative, sums.SpecificitySquares, sums.WithNegative)),
            Kappa = counts.CohensKappa is double kappa and > -1 and < 1 ? ConfidenceInterval.Correlation(kappa, ClassError(AccuracyFigure.CohensKappa), rarerQuantile) : null,
            Matthews = counts.MatthewsCorrelation is double phi and > -1 and < 1 ? ConfidenceInterval.Correlation(phi, ClassError(AccuracyFigure.MatthewsCorrelation), rarerQuantile) : null,
            Auc = auc is double area ? ConfidenceInterval.LogOdds(area, ClassError(AccuracyFigure.Auc), rarerQuantile) : null,
        };
    }

    private static double Correction(int conversations, int estimated) => conversations > estimated ? conversations / (double)(conversations - estimated) : 1;
}
