using System.Globalization;
using SpeechInsights.Insights;

namespace SpeechInsights.Coaching;

/// <summary>The rules by which rows are picked. A rule that is null is not asked; where none is given the default ones are.</summary>
internal sealed record CandidateRules
{
    /// <summary>The default rule of sentiment: as low as this.</summary>
    public const double DefaultMaximumSentiment = -0.5;

    public const double LowestDisagreement = 0;
    public const double HighestDisagreement = 2;

    // The lowest quarter of a scale: 1 and 2 of 1..5.
    private const double DefaultCsatShare = 0.25;

    /// <summary>A score as low as this, on the row's own scale.</summary>
    public double? MaximumCsat { get; init; }

    /// <summary>A mean sentiment as low as this, −1 to 1.</summary>
    public double? MaximumSentiment { get; init; }

    /// <summary>Sentiment and score, both on −1 to 1, as far apart as this, 0 to 2.</summary>
    public double? MinimumDisagreement { get; init; }

    /// <summary>Rows of one of these topics, by id or name; the query has to group by topic.</summary>
    public IReadOnlyCollection<string>? Topic { get; init; }

    private bool IsDefault => MaximumCsat is null && MaximumSentiment is null && MinimumDisagreement is null && Topic is null;

    /// <exception cref="InsightsException">ThresholdOutOfRange, EmptyIdentifier.</exception>
    public void Check()
    {
        QueryValidation.CheckIdentifiers([.. Topic ?? []], "-Topic");
        if (MaximumSentiment is { } sentiment)
        {
            QueryValidation.CheckThreshold(sentiment, "-MaximumSentiment");
        }

        if (MaximumCsat is { } csat && !double.IsFinite(csat))
        {
            throw new InsightsException(InsightsError.ThresholdOutOfRange, "-MaximumCsat is no number.", "Give a score on the scale.", nameof(MaximumCsat));
        }

        if (MinimumDisagreement is { } disagreement && !(disagreement is >= LowestDisagreement and <= HighestDisagreement))
        {
            throw new InsightsException(
                InsightsError.ThresholdOutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"-MinimumDisagreement {disagreement} is not from {LowestDisagreement} to {HighestDisagreement}."),
                "Both are put on a scale from -1 to 1 first: 2 is as far apart as can be.",
                nameof(MinimumDisagreement));
        }
    }

    /// <summary>The row as a candidate; null where it meets no rule. What a row does not have meets none.</summary>
    public CoachingCandidate? Evaluate(ScoredInsight row)
    {
        List<CoachingReason> reasons = [];
        double priority = 0;
        double? score = row is { Csat: { } given, CsatScale: { } scale } ? (given - scale.Minimum) / (scale.Maximum - scale.Minimum) : null;
        double? maximumCsat = MaximumCsat
            ?? (IsDefault && row.CsatScale is { } own ? own.Minimum + (DefaultCsatShare * (own.Maximum - own.Minimum)) : null);
        if (score is { } share && row.Csat <= maximumCsat)
        {
            reasons.Add(new CoachingReason(CoachingRule.LowCsat, row.Csat!.Value, maximumCsat.Value));
            priority += Math.Clamp(1 - share, 0, 1);
        }

        double? maximumSentiment = MaximumSentiment ?? (IsDefault ? DefaultMaximumSentiment : null);
        if (row.SentimentAverage <= maximumSentiment)
        {
            reasons.Add(new CoachingReason(CoachingRule.LowSentiment, row.SentimentAverage!.Value, maximumSentiment.Value));
            priority += Math.Clamp((1 - row.SentimentAverage.Value) / 2, 0, 1);
        }

        double? disagreement = score is { } known && row.SentimentAverage is { } sentiment ? Math.Abs(sentiment - ((2 * known) - 1)) : null;
        if (disagreement >= MinimumDisagreement)
        {
            reasons.Add(new CoachingReason(CoachingRule.Disagreement, disagreement.Value, MinimumDisagreement.Value));
            priority += Math.Clamp(disagreement.Value / 2, 0, 1);
        }

        if (Topic is not null && ((row.TopicId is { } id && Topic.Contains(id, StringComparer.OrdinalIgnoreCase)) || (row.TopicName is { } name && Topic.Contains(name, StringComparer.OrdinalIgnoreCase))))
        {
            reasons.Add(new CoachingReason(CoachingRule.Topic, row.SpeechAnalytics?.Count ?? 1, 1));
        }

        return reasons.Count == 0 ? null : new CoachingCandidate(row, reasons, priority);
    }
}
