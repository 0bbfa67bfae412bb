namespace SpeechInsights.Csat;

/// <summary>The rows that have both figures: 16 bytes each, in chunks, so that growing copies nothing.</summary>
internal sealed class RatedPairs
{
    // 32 KB an array: under the size from which arrays are collected with the whole heap only.
    private const int ChunkRows = 4096;

    private readonly List<double[]> _sentiment = [];
    private readonly List<double[]> _csat = [];

    public long Count { get; private set; }

    public void Add(double sentiment, double csat)
    {
        int place = (int)(Count % ChunkRows);
        if (place == 0)
        {
            _sentiment.Add(new double[ChunkRows]);
            _csat.Add(new double[ChunkRows]);
        }

        _sentiment[^1][place] = sentiment;
        _csat[^1][place] = csat;
        Count++;
    }

    /// <summary>Counts the four kinds of rows; positive is strictly greater than the threshold.</summary>
    public ConfusionCounts Confusion(double sentimentThreshold, double csatThreshold)
    {
        long truePositive = 0;
        long falsePositive = 0;
        long falseNegative = 0;
        for (long row = 0; row < Count; row++)
        {
            bool predicted = At(_sentiment, row) > sentimentThreshold;
            bool actual = At(_csat, row) > csatThreshold;
            truePositive += predicted && actual ? 1 : 0;
            falsePositive += predicted && !actual ? 1 : 0;
            falseNegative += !predicted && actual ? 1 : 0;
        }

        return new ConfusionCounts(
            truePositive, falsePositive, Count - truePositive - falsePositive - falseNegative, falseNegative);
    }

    /// <summary>
    /// Spearman's correlation and the area under the ROC curve. Ranks take the place of the values: it is the last thing
    /// that can be asked.
    /// </summary>
    /// <param name="csatThreshold">Scores above it are the positive class of the area.</param>
    /// <param name="isFlat">True when either side does not vary, and ranks cannot correlate.</param>
    public (double? SpearmanRho, double? Auc) RankFigures(double csatThreshold, bool isFlat)
    {
        AverageRanks.Replace(_sentiment, _csat, Count);
        double? auc = AreaUnderCurve(csatThreshold);
        if (isFlat)
        {
            return (null, auc);
        }

        AverageRanks.Replace(_csat, _sentiment, Count);
        return (RankCorrelation(), auc);
    }

    private static double At(List<double[]> column, long row) => column[(int)(row / ChunkRows)][row % ChunkRows];

    /// <summary>The rank sum of Mann and Whitney, which Hanley and McNeil 1982 show to be the area.</summary>
    private double? AreaUnderCurve(double csatThreshold)
    {
        long positive = 0;
        double rankSum = 0;
        for (long row = 0; row < Count; row++)
        {
            if (At(_csat, row) > csatThreshold)
            {
                positive++;
                rankSum += At(_sentiment, row);
            }
        }

        double pairs = (double)positive * (Count - positive);
        return pairs == 0 ? null : (rankSum - (positive * (positive + 1.0) / 2)) / pairs;
    }

    private double RankCorrelation()
    {
        // The mean of average ranks is known beforehand and exact, so plain sums lose nothing.
        double mean = (Count + 1) / 2.0;
        double sentimentSquares = 0;
        double csatSquares = 0;
        double products = 0;
        for (long row = 0; row < Count; row++)
        {
            double sentiment = At(_sentiment, row) - mean;
            double csat = At(_csat, row) - mean;
            sentimentSquares += sentiment * sentiment;
            csatSquares += csat * csat;
            products += sentiment * csat;
        }

        return Math.Clamp(products / Math.Sqrt(sentimentSquares * csatSquares), -1, 1);
    }
}
