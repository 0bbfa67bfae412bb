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

    public double? BalancedAccuracy =>
        HasOneCsatClass ? null : (((double)TruePositive / CsatPositive) + ((double)TrueNegative / CsatNegative)) / 2;

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

    private long CsatPositive => TruePositive + FalseNegative;

    private long CsatNegative => TrueNegative + FalsePositive;

    private long SentimentPositive => TruePositive + FalsePositive;

    private long SentimentNegative => TrueNegative + FalseNegative;

    private double Determinant => ((double)TruePositive * TrueNegative) - ((double)FalsePositive * FalseNegative);
}
