using System.Collections.Specialized;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Csat.Response;
using SpeechInsights.Csat.Thresholds;
using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights;

/// <summary>
/// How well sentiment agrees with survey scores. A rated row has both; positive is strictly greater than the threshold,
/// and sentiment is what predicts the score. A figure that is not defined is null, and <see cref="Reasons"/> says why.
/// </summary>
public sealed class InsightAccuracy
{
    internal InsightAccuracy(
        AccuracyBasis basis,
        RatedFigures figures,
        BestThreshold? best,
        ResponseComparison? response,
        GroupStanding? standing,
        AccuracyTrend trend,
        IReadOnlyList<string> reasons)
    {
        ConfusionCounts confusion = figures.Confusion;
        FigureIntervals intervals = figures.Intervals;
        Total = basis.Total;
        Rated = confusion.Total;
        Coverage = ShareOf(confusion.Total, basis.Total);
        AlignmentRate = ShareOf(basis.Aligned, basis.Total);
        SentimentThreshold = basis.SentimentThreshold;
        CsatThreshold = basis.CsatThreshold;
        CsatScale = basis.CsatScale;

        RatedInteractions = figures.Conversations;
        AgreementRate = confusion.AgreementRate;
        AgreementLow = intervals.Agreement?.Low;
        AgreementHigh = intervals.Agreement?.High;
        TruePositive = confusion.TruePositive;
        FalsePositive = confusion.FalsePositive;
        TrueNegative = confusion.TrueNegative;
        FalseNegative = confusion.FalseNegative;
        MajorityBaseline = confusion.MajorityBaseline;
        BalancedAccuracy = confusion.BalancedAccuracy;
        BalancedAccuracyLow = intervals.Balanced?.Low;
        BalancedAccuracyHigh = intervals.Balanced?.High;
        CohensKappa = confusion.CohensKappa;
        KappaLow = intervals.Kappa?.Low;
        KappaHigh = intervals.Kappa?.High;
        MatthewsCorrelation = confusion.MatthewsCorrelation;
        MatthewsLow = intervals.Matthews?.Low;
        MatthewsHigh = intervals.Matthews?.High;

        PearsonR = figures.PearsonR;
        PearsonLow = intervals.Pearson?.Low;
        PearsonHigh = intervals.Pearson?.High;
        SpearmanRho = figures.SpearmanRho;
        SpearmanLow = intervals.Spearman?.Low;
        SpearmanHigh = intervals.Spearman?.High;
        Auc = figures.Auc;
        AucLow = intervals.Auc?.Low;
        AucHigh = intervals.Auc?.High;

        BestThreshold = best?.Value;
        BestThresholdAgreement = best?.Agreement;
        RatedSentiment = response?.RatedSentiment;
        UnratedSentiment = response?.UnratedSentiment;
        ResponseDifference = response?.Difference;
        ResponseKs = response?.Distance;
        ReweightedAgreement = response?.ReweightedAgreement;

        Group = standing?.Group;
        DifferenceToRest = standing?.DifferenceToRest;
        PValue = standing?.PValue;
        AdjustedPValue = standing?.AdjustedPValue;
        Reasons = reasons;
        Series = trend.Series;
        SeriesCorrelation = trend.Correlation;
        UntimedCount = trend.UntimedCount;
    }

    /// <summary>The values that the rows have in common, by the names of their properties; null where rows were not grouped.</summary>
    public OrderedDictionary? Group { get; }

    /// <summary>All rows, 0 or more.</summary>
    public long Total { get; }

    /// <summary>Rows that have both a sentiment and a score, 0 to <see cref="Total"/>.</summary>
    public long Rated { get; }

    /// <summary>
    /// The interactions of the rated rows, 0 to <see cref="Rated"/>: what the intervals rest on, for rows of one interaction share
    /// its survey. A row without an id counts as one of its own.
    /// </summary>
    public long RatedInteractions { get; }

    /// <summary><see cref="Rated"/> over <see cref="Total"/>, 0 to 1; null without rows.</summary>
    public double? Coverage { get; }

    /// <summary>
    /// Rows with a score and a sentiment above the threshold over all rows, 0 to 1; null without rows. It never looks at
    /// the score itself, so it says how many were rated and positive, not how many agree: <see cref="AgreementRate"/> does.
    /// </summary>
    public double? AlignmentRate { get; }

    /// <summary>Rated rows whose sentiment and score are on the same side of their thresholds, over rated rows, 0 to 1. Null without rated rows.</summary>
    public double? AgreementRate { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="AgreementRate"/>, 0 to 1 (Wilson 1927, of as many rows as say as much).</summary>
    public double? AgreementLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="AgreementRate"/>, 0 to 1 (Wilson 1927, of as many rows as say as much).</summary>
    public double? AgreementHigh { get; }

    /// <summary>Rated rows with sentiment and score above their thresholds.</summary>
    public long TruePositive { get; }

    /// <summary>Rated rows with sentiment above its threshold and the score not above its own.</summary>
    public long FalsePositive { get; }

    /// <summary>Rated rows with neither sentiment nor score above its threshold.</summary>
    public long TrueNegative { get; }

    /// <summary>Rated rows with the score above its threshold and sentiment not above its own.</summary>
    public long FalseNegative { get; }

    /// <summary>
    /// The share of the more frequent side among the scores, 0.5 to 1: the agreement that always guessing that side would
    /// reach. An <see cref="AgreementRate"/> not above it has learnt nothing from sentiment.
    /// </summary>
    public double? MajorityBaseline { get; }

    /// <summary>
    /// The mean of the shares found among rows with scores above the threshold and among the others, 0 to 1; 0.5 is guessing.
    /// Null unless scores are on both sides.
    /// </summary>
    public double? BalancedAccuracy { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="BalancedAccuracy"/>, 0 to 1 (Zou and Donner 2008). Null where <see cref="Reasons"/> says why.</summary>
    public double? BalancedAccuracyLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="BalancedAccuracy"/>; null as the lower end is.</summary>
    public double? BalancedAccuracyHigh { get; }

    /// <summary>
    /// Agreement beyond chance, −1 to 1; 0 is chance (Cohen 1960). Null where chance alone agrees on everything: sentiment
    /// and scores all on one and the same side.
    /// </summary>
    public double? CohensKappa { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="CohensKappa"/>, −1 to 1 (Fleiss, Cohen and Everitt 1969, by conversation). Null where <see cref="Reasons"/> says why.</summary>
    public double? KappaLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="CohensKappa"/>; null as the lower end is.</summary>
    public double? KappaHigh { get; }

    /// <summary>The correlation of the two sides, −1 to 1; 0 is chance (Matthews 1975). Null unless sentiment and scores are on both sides each.</summary>
    public double? MatthewsCorrelation { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="MatthewsCorrelation"/>, −1 to 1 (its influence function by conversation). Null where <see cref="Reasons"/> says why.</summary>
    public double? MatthewsLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="MatthewsCorrelation"/>; null as the lower end is.</summary>
    public double? MatthewsHigh { get; }

    /// <summary>
    /// The product-moment correlation of sentiment and score, −1 to 1, whatever the thresholds (Pearson 1895). Null where
    /// either does not vary.
    /// </summary>
    public double? PearsonR { get; }

    /// <summary>
    /// The lower end of the 95 % interval of <see cref="PearsonR"/>, −1 to 1 (Fisher 1915, 1921, of as many rows as say as much). Null under four rated rows;
    /// a correlation of exactly 1 or −1 has itself at both ends.
    /// </summary>
    public double? PearsonLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="PearsonR"/>; null as the lower end is.</summary>
    public double? PearsonHigh { get; }

    /// <summary>
    /// The correlation of the ranks, −1 to 1, equal values sharing their average rank (Spearman 1904). Null where
    /// sentiment or score does not vary.
    /// </summary>
    public double? SpearmanRho { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="SpearmanRho"/>, −1 to 1 (Croux and Dehon 2010, by conversation). Null where <see cref="Reasons"/> says why.</summary>
    public double? SpearmanLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="SpearmanRho"/>; null as the lower end is.</summary>
    public double? SpearmanHigh { get; }

    /// <summary>
    /// The chance that a row with a score above the threshold has the higher sentiment of two, one from each side, 0 to 1; ties
    /// count half and 0.5 is guessing (Mann and Whitney 1947, Hanley and McNeil 1982). Null unless scores are on both sides.
    /// </summary>
    public double? Auc { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="Auc"/>, 0 to 1 (DeLong, DeLong and Clarke-Pearson 1988; Obuchowski 1997). Null where <see cref="Reasons"/> says why.</summary>
    public double? AucLow { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="Auc"/>; null as the lower end is.</summary>
    public double? AucHigh { get; }

    /// <summary>
    /// The sentiment threshold of the largest sensitivity and specificity together, −1 to 1 (Youden 1950). Null unless scores are on both
    /// sides, and where no threshold tells more than none.
    /// </summary>
    public double? BestThreshold { get; }

    /// <summary>
    /// The agreement that such a threshold reaches on rows that did not choose it, 0 to 1: each fifth of the interactions by the
    /// threshold of the other four (Stone 1974). Null as <see cref="BestThreshold"/> is, and where four fifths have scores on one side only.
    /// </summary>
    public double? BestThresholdAgreement { get; }

    /// <summary>The mean sentiment of rated rows, −1 to 1; null without any.</summary>
    public double? RatedSentiment { get; }

    /// <summary>The mean sentiment of rows that have no score, −1 to 1; null without any, or without rated rows.</summary>
    public double? UnratedSentiment { get; }

    /// <summary>
    /// <see cref="RatedSentiment"/> less <see cref="UnratedSentiment"/> in pooled standard deviations (Cohen 1988): those who answered
    /// were more content where it is above 0. Null where either is, or nothing varies.
    /// </summary>
    public double? ResponseDifference { get; }

    /// <summary>
    /// The largest distance between the distributions of sentiment of rated and of unrated rows, 0 to 1 (Kolmogorov 1933, Smirnov 1939).
    /// Null as <see cref="UnratedSentiment"/> is.
    /// </summary>
    public double? ResponseKs { get; }

    /// <summary>
    /// <see cref="AgreementRate"/> if each tenth of the rows by sentiment had its share of the answers, 0 to 1 (post-stratification, Holt and
    /// Smith 1979). Null without rated rows, and where a tenth has none (<c>EmptyDecile</c>).
    /// </summary>
    public double? ReweightedAgreement { get; }

    /// <summary><see cref="AgreementRate"/> less that of all other groups' rows, −1 to 1; null without groups, and where either has no rated row.</summary>
    public double? DifferenceToRest { get; }

    /// <summary>
    /// The chance of a <see cref="DifferenceToRest"/> as large where there is none, 0 to 1, by conversation (Student's t). Null as that is,
    /// and where either side is of one interaction.
    /// </summary>
    public double? PValue { get; }

    /// <summary><see cref="PValue"/> corrected for the number of groups, 0 to 1 (Benjamini and Hochberg 1995).</summary>
    public double? AdjustedPValue { get; }

    /// <summary>The sentiment threshold that was used, −1 to 1.</summary>
    public double SentimentThreshold { get; }

    /// <summary>
    /// The score threshold that was used, on the scale of the scores: the one that was given, else the middle of the scale.
    /// Null where none was given and no row is rated.
    /// </summary>
    public double? CsatThreshold { get; }

    /// <summary>The scale that rows named. Where none did it is <c>1..5</c> if the threshold was taken from it, and null if not.</summary>
    public CsatScale? CsatScale { get; }

    /// <summary>
    /// Ids of why figures are null, or of little weight. At most one of <c>NoRows</c>, <c>NoRatedRows</c> and <c>FewRows</c> (1 to
    /// 29 rated rows: the figures are there and say little, and those that take more are null); <c>OneCsatClass</c> and <c>OneSentimentClass</c> (all on one side
    /// of the threshold); <c>FewOfOneClass</c> (fewer than 10 interactions have scores on one side: no interval of the figures that need
    /// both); <c>EmptyDecile</c> (a tenth of the rows by sentiment has no rated one); <c>NoVariance</c> (all sentiment or all scores equal); <c>OutOfRange</c> (values whose squares do not
    /// fit a double); <c>FewIntervals</c> (fewer than two buckets have both means) and <c>NoIntervalVariance</c> (the means
    /// of one side equal in all buckets). Empty where all is well.
    /// </summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>The time buckets that have rows, earliest first, as <c>{Start, Count, Rated, MeanSentiment, MeanCsat}</c>; null where no interval was given.</summary>
    public IReadOnlyList<AccuracyInterval>? Series { get; }

    /// <summary>
    /// Pearson's correlation of the mean sentiment and the mean score of the buckets that have both, −1 to 1, each bucket
    /// counting the same. Null without an interval, with fewer than two such buckets, or where either does not vary.
    /// </summary>
    public double? SeriesCorrelation { get; }

    /// <summary>Rows that have no time and so are in no bucket, 0 to <see cref="Total"/>; 0 where no interval was given.</summary>
    public long UntimedCount { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string agreement = AgreementRate is double rate ? FormattableString.Invariant($"{rate:P1} agreement over ") : "";
        return FormattableString.Invariant($"{agreement}{Rated} rated of {Total} rows");
    }

    private static double? ShareOf(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
