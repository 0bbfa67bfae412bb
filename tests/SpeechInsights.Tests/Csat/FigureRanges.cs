namespace SpeechInsights.Tests.Csat;

/// <summary>The ranges of the figures of <see cref="InsightAccuracy"/>; a figure that comes new has to be told here.</summary>
internal static class FigureRanges
{
    /// <summary>0 to 1.</summary>
    public static readonly string[] Rates =
        [
        "Coverage", "AlignmentRate", "AgreementRate", "AgreementLow", "AgreementHigh", "MajorityBaseline", "BalancedAccuracy", "BalancedAccuracyLow",
        "BalancedAccuracyHigh", "Auc", "AucLow", "AucHigh", "BestThresholdAgreement", "ResponseKs", "ReweightedAgreement",
        "PValue", "AdjustedPValue",
    ];

    /// <summary>-1 to 1.</summary>
    public static readonly string[] Correlations =
        [
        "CohensKappa", "KappaLow", "KappaHigh", "MatthewsCorrelation", "MatthewsLow", "MatthewsHigh", "PearsonR", "PearsonLow", "PearsonHigh",
        "SpearmanRho", "SpearmanLow", "SpearmanHigh", "SeriesCorrelation", "DifferenceToRest",
    ];

    /// <summary>On the scale of sentiment, or without a bound.</summary>
    public static readonly string[] Others = ["BestThreshold", "RatedSentiment", "UnratedSentiment", "ResponseDifference"];

    /// <summary>Every figure that there is.</summary>
    public static IEnumerable<string> All => typeof(InsightAccuracy).GetProperties()
        .Where(static property => property.PropertyType == typeof(double?) && property.Name != nameof(InsightAccuracy.CsatThreshold))
        .Select(static property => property.Name);

    public static void Check(InsightAccuracy accuracy)
    {
        foreach (string name in Rates.Concat(Correlations))
        {
            double? value = (double?)typeof(InsightAccuracy).GetProperty(name)!.GetValue(accuracy);
            Xunit.Assert.True(value is null || (value >= (Rates.Contains(name) ? 0 : -1) && value <= 1), $"{name} is {value}");
        }
    }
}
