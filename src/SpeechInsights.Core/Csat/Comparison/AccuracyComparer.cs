using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Csat.Comparison;

/// <summary>
/// Compares the figures of two sets of rows. A conversation that is in both is one conversation: two models that heard the same calls are
/// compared call by call.
/// </summary>
internal static class AccuracyComparer
{
    /// <param name="reference">The figures to compare with, their sums kept.</param>
    /// <param name="difference">The others, their sums kept.</param>
    public static IReadOnlyList<AccuracyComparison> Compare(RatedFigures reference, RatedFigures difference)
    {
        Dictionary<ulong, int> known = [];
        for (int conversation = 0; conversation < (reference.Sums?.Count ?? 0); conversation++)
        {
            ulong key = reference.Sums!.Keys[conversation];
            if (!ConversationKey.IsOwn(key))
            {
                known.Add(key, conversation);
            }
        }

        return [.. Enum.GetValues<AccuracyFigure>().Select(figure => Compare(figure, reference, difference, known))];
    }

    private static AccuracyComparison Compare(AccuracyFigure figure, RatedFigures reference, RatedFigures difference, Dictionary<ulong, int> known)
    {
        double? before = reference.Value(figure);
        double? after = difference.Value(figure);
        if (before is null || after is null || Degrees(figure, reference, difference) is not { } counted)
        {
            return new AccuracyComparison(figure.ToString(), before, after, null, null);
        }

        double squares = 0;
        HashSet<int> paired = [];
        for (int conversation = 0; conversation < difference.Sums!.Count; conversation++)
        {
            double moved = difference.Sums.Kept(figure, conversation);
            if (known.TryGetValue(difference.Sums.Keys[conversation], out int same))
            {
                paired.Add(same);
                moved -= reference.Sums!.Kept(figure, same);
            }

            squares += moved * moved;
        }

        for (int conversation = 0; conversation < reference.Sums!.Count; conversation++)
        {
            if (!paired.Contains(conversation))
            {
                double moved = reference.Sums.Kept(figure, conversation);
                squares += moved * moved;
            }
        }

        double error = Math.Sqrt(squares * counted.Conversations / counted.Degrees);
        double change = after.Value - before.Value;
        double half = StudentT.Quantile95(counted.Degrees) * error;
        double? chance = error > 0 ? StudentT.TwoSided(change / error, counted.Degrees) : change == 0 ? 1 : null;
        return new AccuracyComparison(figure.ToString(), before, after, chance is null ? null : new ConfidenceInterval(change - half, change + half), chance);
    }

    // As FigureIntervals: by the rarer side of the scores where a figure needs both, and three fewer for correlations.
    private static (int Conversations, int Degrees)? Degrees(AccuracyFigure figure, RatedFigures reference, RatedFigures difference)
    {
        bool needsBoth = figure is AccuracyFigure.BalancedAccuracy or AccuracyFigure.CohensKappa or AccuracyFigure.MatthewsCorrelation or AccuracyFigure.Auc;
        int conversations = Math.Min(Count(reference.Sums!), Count(difference.Sums!));
        int fewer = figure is AccuracyFigure.PearsonR or AccuracyFigure.SpearmanRho ? 3 : 1;
        return conversations <= fewer || (needsBoth && conversations < FigureIntervals.LeastOfEachClass) ? null : (conversations, conversations - fewer);

        int Count(ConversationSums sums) => needsBoth ? Math.Min(sums.WithPositive, sums.WithNegative) : sums.Count;
    }
}
