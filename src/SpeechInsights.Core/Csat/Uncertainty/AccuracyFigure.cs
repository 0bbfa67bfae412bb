namespace SpeechInsights.Csat.Uncertainty;

/// <summary>The figures of <see cref="InsightAccuracy"/> that have an interval.</summary>
internal enum AccuracyFigure
{
    AgreementRate,
    BalancedAccuracy,
    CohensKappa,
    MatthewsCorrelation,
    PearsonR,
    SpearmanRho,
    Auc,
}
