namespace SpeechInsights.Csat;

/// <summary>Why a figure of <see cref="InsightAccuracy"/> is null, or not to be leaned on; the names are what users see.</summary>
internal enum AccuracyReason
{
    /// <summary>There was no row at all: every figure is null.</summary>
    NoRows,

    /// <summary>No row has both figures: all but coverage and alignment is null.</summary>
    NoRatedRows,

    /// <summary>1 to 29 rated rows: the figures are there and say little.</summary>
    FewRows,

    /// <summary>All scores are on one side of the threshold: no BalancedAccuracy, MatthewsCorrelation or Auc.</summary>
    OneCsatClass,

    /// <summary>Fewer than 10 conversations have scores on one side of the threshold: no interval of BalancedAccuracy, CohensKappa, MatthewsCorrelation and Auc.</summary>
    FewOfOneClass,

    /// <summary>All sentiment is on one side of the threshold: no MatthewsCorrelation.</summary>
    OneSentimentClass,

    /// <summary>All sentiment or all scores are equal: no PearsonR or SpearmanRho.</summary>
    NoVariance,

    /// <summary>Values too large, or too close to zero, for their squares to fit a double: no PearsonR or SeriesCorrelation.</summary>
    OutOfRange,

    /// <summary>A decile of all rows' sentiment has no rated row: no ReweightedAgreement.</summary>
    EmptyDecile,

    /// <summary>Fewer than two buckets have both means: no SeriesCorrelation.</summary>
    FewIntervals,

    /// <summary>The means of one side are equal in all buckets: no SeriesCorrelation.</summary>
    NoIntervalVariance,
}
