namespace SpeechInsights.Reports;

/// <summary>What was measured for a report.</summary>
internal sealed record ReportFindings
{
    public required InsightAccuracy All { get; init; }

    public required IReadOnlyList<SentimentBin> Bins { get; init; }

    public required IReadOnlyList<(double X, double Y)> Curve { get; init; }

    /// <summary>The spread of scores; null without rated rows.</summary>
    public required ScoreBins? Scores { get; init; }

    /// <summary>The groups that were asked for; null where none were.</summary>
    public required IReadOnlyList<InsightAccuracy>? Groups { get; init; }

    /// <summary>The parts of the window that have rows, earliest first.</summary>
    public required IReadOnlyList<InsightAccuracy> Trend { get; init; }

    /// <summary>Hour, Day, Week or Month.</summary>
    public required string TrendUnit { get; init; }

    public required long CandidateCount { get; init; }

    /// <summary>How many candidates met which rule.</summary>
    public required IReadOnlyDictionary<CoachingRule, long> Reasons { get; init; }

    /// <summary>Those of the highest priority.</summary>
    public required IReadOnlyList<CoachingCandidate> Candidates { get; init; }

    public required DateTimeOffset? Start { get; init; }

    public required DateTimeOffset? End { get; init; }

    public required IReadOnlyList<string> Models { get; init; }
}
