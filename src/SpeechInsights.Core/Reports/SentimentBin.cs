using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Reports;

/// <summary>Rated rows of a part of the scale of sentiment.</summary>
/// <param name="From">Its lower end, not in it but for −1.</param>
/// <param name="To">Its upper end, in it.</param>
/// <param name="Count">Rows.</param>
/// <param name="Satisfied">Rows with a score above the threshold.</param>
/// <param name="Interval">The 95 % interval of their share; null where there is no row.</param>
internal sealed record SentimentBin(double From, double To, long Count, long Satisfied, ConfidenceInterval? Interval);
