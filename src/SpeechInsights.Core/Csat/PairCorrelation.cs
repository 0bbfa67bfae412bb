namespace SpeechInsights.Csat;

/// <summary>How sentiment and score move together; null is what is not defined.</summary>
internal sealed record PairCorrelation(double? PearsonR, ConfidenceInterval? PearsonInterval, double? SpearmanRho, double? Auc)
{
    public static PairCorrelation None { get; } = new(null, null, null, null);
}
