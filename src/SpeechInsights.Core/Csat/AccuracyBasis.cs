namespace SpeechInsights.Csat;

/// <summary>What the figures rest on: how many rows, and which thresholds on which scale.</summary>
/// <param name="Aligned">Rows with a score and a sentiment above the threshold.</param>
internal sealed record AccuracyBasis(
    long Total, long Aligned, double SentimentThreshold, double? CsatThreshold, CsatScale? CsatScale);
