namespace SpeechInsights.Csat.Uncertainty;

/// <summary>
/// How much one row of each kind moves the figures of the confusion table: their influence functions (Hampel 1974), divided
/// by the number of rows. A figure that is not defined is not moved.
/// </summary>
internal sealed class TableInfluence
{
    private const int Cells = 4;

    public TableInfluence(ConfusionCounts counts)
    {
        double n = counts.Total;
        double predictedShare = counts.SentimentPositive / n;
        double actualShare = counts.CsatPositive / n;
        double chance = (predictedShare * actualShare) + ((1 - predictedShare) * (1 - actualShare));
        for (int cell = 0; cell < Cells; cell++)
        {
            bool predicted = (ConfusionCell)cell is ConfusionCell.TruePositive or ConfusionCell.FalsePositive;
            bool actual = (ConfusionCell)cell is ConfusionCell.TruePositive or ConfusionCell.FalseNegative;
            double agrees = (predicted == actual ? 1 : 0) - counts.AgreementRate!.Value;
            Agreement[cell] = agrees / n;
            if (!counts.HasOneCsatClass)
            {
                Sensitivity[cell] = actual ? ((predicted ? 1 : 0) - counts.Sensitivity) / counts.CsatPositive : 0;
                Specificity[cell] = actual ? 0 : ((predicted ? 0 : 1) - counts.Specificity) / counts.CsatNegative;
                Balanced[cell] = (Sensitivity[cell] + Specificity[cell]) / 2;
            }

            double predictedOff = (predicted ? 1 : 0) - predictedShare;
            double actualOff = (actual ? 1 : 0) - actualShare;
            if (counts.CohensKappa is not null)
            {
                double chanceMoves = (((2 * actualShare) - 1) * predictedOff) + (((2 * predictedShare) - 1) * actualOff);
                Kappa[cell] = ((agrees * (1 - chance)) - ((1 - counts.AgreementRate.Value) * chanceMoves)) / ((1 - chance) * (1 - chance)) / n;
            }

            if (counts.MatthewsCorrelation is double phi)
            {
                double predictedScore = predictedOff / Math.Sqrt(predictedShare * (1 - predictedShare));
                double actualScore = actualOff / Math.Sqrt(actualShare * (1 - actualShare));
                Matthews[cell] = CorrelationInfluence.Of(predictedScore, actualScore, phi) / n;
            }
        }
    }

    public double[] Agreement { get; } = new double[Cells];

    public double[] Sensitivity { get; } = new double[Cells];

    public double[] Specificity { get; } = new double[Cells];

    public double[] Balanced { get; } = new double[Cells];

    public double[] Kappa { get; } = new double[Cells];

    public double[] Matthews { get; } = new double[Cells];
}
