namespace SpeechInsights.Csat.Uncertainty;

/// <summary>
/// One pass over the rows in the order of their sentiment: the area under the ROC curve with what each conversation moves it by
/// (Mann and Whitney 1947; DeLong, DeLong and Clarke-Pearson 1988; Obuchowski 1997). Ranks from 0 to 1 take the place of sentiment.
/// </summary>
internal static class SentimentOrder
{
    /// <param name="rows">The rows, each with the number of its conversation.</param>
    /// <param name="csatThreshold">Scores above it are the positive class.</param>
    /// <param name="counts">The confusion table.</param>
    /// <param name="conversations">How many there are.</param>
    /// <param name="watchers">Who looks at each run before its sentiment is replaced.</param>
    /// <returns>Null where all scores are on one side.</returns>
    public static (double Area, double[] Sums)? Measure(
        RatedRows rows, double csatThreshold, ConfusionCounts counts, int conversations, ISentimentWatcher[] watchers)
    {
        double positives = counts.CsatPositive;
        double negatives = counts.CsatNegative;
        double[] moves = new double[counts.HasOneCsatClass ? 0 : conversations];
        double rankSum = 0;
        long positiveBefore = 0;
        foreach (ISentimentWatcher watcher in watchers)
        {
            watcher.Begin(rows);
        }

        RowRuns<double, RowColumns.Sentiment> runs = rows.BySentiment();
        while (runs.MoveNext())
        {
            foreach (ISentimentWatcher watcher in watchers)
            {
                watcher.Look(runs);
            }

            int positive = Replace(runs, rows.Count, csatThreshold);
            rankSum += positive * runs.Rank;
            if (moves.Length > 0)
            {
                double won = (runs.Before - positiveBefore + ((runs.Count - positive) / 2.0)) / negatives / positives;
                double lost = (1 - ((positiveBefore + (positive / 2.0)) / positives)) / negatives;
                Move(runs, moves, csatThreshold, won, lost);
            }

            positiveBefore += positive;
        }

        foreach (ISentimentWatcher watcher in watchers)
        {
            watcher.End(rows);
        }

        if (moves.Length == 0)
        {
            return null;
        }

        double area = (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                moves[row.Conversation] -= area / (row.Csat > csatThreshold ? positives : negatives);
            }
        }

        return (area, moves);
    }

    private static int Replace(RowRuns<double, RowColumns.Sentiment> runs, long count, double csatThreshold)
    {
        int positive = 0;
        double rank = (runs.Rank - 0.5) / count;
        for (int segment = 0; segment < runs.SegmentCount; segment++)
        {
            foreach (ref RatedRow row in runs.Segment(segment))
            {
                positive += row.Csat > csatThreshold ? 1 : 0;
                row.Sentiment = rank;
            }
        }

        return positive;
    }

    private static void Move(RowRuns<double, RowColumns.Sentiment> runs, double[] moves, double csatThreshold, double won, double lost)
    {
        for (int segment = 0; segment < runs.SegmentCount; segment++)
        {
            foreach (ref RatedRow row in runs.Segment(segment))
            {
                moves[row.Conversation] += row.Csat > csatThreshold ? won : lost;
            }
        }
    }
}
