namespace SpeechInsights.Csat;

/// <summary>Which side of their thresholds sentiment and score are on.</summary>
internal enum ConfusionCell
{
    TruePositive,
    FalsePositive,
    TrueNegative,
    FalseNegative,
}
