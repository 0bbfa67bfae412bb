namespace SpeechInsights.Csat;

/// <summary>How often sentiment predicted the side of the threshold that the survey score is on, and what follows from it.</summary>
internal readonly record struct ConfusionCounts(
    long TruePositive, long FalsePositive, long TrueNegative, long FalseNegative)
{
    public long Total => TruePositive + FalsePositive + TrueNegative + FalseNegative;

    public long Agreeing => TruePositive + TrueNegative;

    public bool HasOneCsatClass => CsatPositive == 0 || CsatNegative == 0;

    public bool HasOneSentimentClass => SentimentPositive == 0 || SentimentNegative == 0;

    public double? AgreementRate => Total == 0 ? null : (double)Agreeing / Total;

    public double? MajorityBaseline => Total == 0 ? null : (double)Math.Max(CsatPositive, CsatNegative) / Total;

    public double? BalancedAccuracy => HasOneCsatClass ? null : (Sensitivity + Specificity) / 2;

    /// <summary>The share found of the rows with scores above the threshold; there must be some.</summary>
    public double Sensitivity => (double)TruePositive / CsatPositive;

    /// <summary>The share found of the other rows; there must be some.</summary>
    public double Specificity => (double)TrueNegative / CsatNegative;

    /// <summary>Cohen 1960 without the quotients, so that a chance agreement of 1 is an exact zero below the line.</summary>
    public double? CohensKappa
    {
        get
        {
            double beyondChance = ((double)SentimentPositive * CsatNegative) + ((double)SentimentNegative * CsatPositive);
            return beyondChance == 0 ? null : 2 * Determinant / beyondChance;
        }
    }

    /// <summary>Matthews 1975.</summary>
    public double? MatthewsCorrelation
    {
        get
        {
            double csatSpread = (double)CsatPositive * CsatNegative;
            double sentimentSpread = (double)SentimentPositive * SentimentNegative;
            return csatSpread == 0 || sentimentSpread == 0
                ? null
                : Math.Clamp(Determinant / Math.Sqrt(csatSpread * sentimentSpread), -1, 1);
        }
    }

    public static ConfusionCell CellOf(bool predicted, bool actual) => predicted
        ? actual ? ConfusionCell.TruePositive : ConfusionCell.FalsePositive
        : actual ? ConfusionCell.FalseNegative : ConfusionCell.TrueNegative;

    public long CsatPositive => TruePositive + FalseNegative;

    public long CsatNegative => TrueNegative + FalsePositive;

    public long SentimentPositive => TruePositive + FalsePositive;

    public long SentimentNegative => TrueNegative + FalseNegative;

    private double Determinant => ((double)TruePositive * TrueNegative) - ((double)FalsePositive * FalseNegative);
}
