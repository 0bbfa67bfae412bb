namespace SpeechInsights.Csat.Uncertainty;

/// <summary>
/// Spearman's correlation (Spearman 1904), equal values sharing their average rank, and what each conversation moves it by. A row
/// moves it by its own ranks and by those of the rows above it (Croux and Dehon 2010); by the size of its tie too.
/// </summary>
internal static class RankCorrelation
{
    /// <summary>Puts ranks, from 0 to 1, in the place of both figures.</summary>
    /// <param name="rows">Rows whose sentiment has been replaced already: <see cref="SentimentOrder"/>.</param>
    /// <param name="conversations">How many there are.</param>
    public static (double Correlation, double[] Sums) Measure(RatedRows rows, int conversations)
    {
        double n = rows.Count;
        double[] moves = new double[conversations];
        double[] ties = new double[conversations];
        (double product, double sentimentVariance, double csatVariance) = ReplaceCsat(rows, moves, ties);
        double scale = Math.Sqrt(sentimentVariance * csatVariance);
        double correlation = Math.Clamp(product / scale, -1, 1);

        double before = 0;
        RowRuns<double, RowColumns.Sentiment> runs = rows.BySentiment();
        while (runs.MoveNext())
        {
            double sum = 0;
            for (int segment = 0; segment < runs.SegmentCount; segment++)
            {
                foreach (ref RatedRow row in runs.Segment(segment))
                {
                    sum += row.Csat;
                }
            }

            double above = ((n / 2) - before - (sum / 2)) / n;
            double tie = TieInfluence(runs.Count, n) - (3 * sentimentVariance);
            double move = above - (3 * (product + 0.25)) - (correlation / (2 * sentimentVariance) * scale * tie);
            for (int segment = 0; segment < runs.SegmentCount; segment++)
            {
                foreach (ref RatedRow row in runs.Segment(segment))
                {
                    moves[row.Conversation] += move;
                    ties[row.Conversation] -= 3 * csatVariance;
                }
            }

            before += sum;
        }

        for (int conversation = 0; conversation < conversations; conversation++)
        {
            moves[conversation] = ((moves[conversation] / scale) - (correlation / (2 * csatVariance) * ties[conversation])) / n;
        }

        return (correlation, moves);
    }

    private static (double Product, double SentimentVariance, double CsatVariance) ReplaceCsat(RatedRows rows, double[] moves, double[] ties)
    {
        double n = rows.Count;
        double product = 0;
        double sentimentSquares = 0;
        double csatSquares = 0;
        double before = 0;
        RowRuns<double, RowColumns.Csat> runs = rows.ByCsat();
        while (runs.MoveNext())
        {
            double rank = (runs.Rank - 0.5) / n;
            double sum = 0;
            for (int segment = 0; segment < runs.SegmentCount; segment++)
            {
                foreach (ref RatedRow row in runs.Segment(segment))
                {
                    sum += row.Sentiment;
                    row.Csat = rank;
                    product += (row.Sentiment - 0.5) * (rank - 0.5);
                    sentimentSquares += (row.Sentiment - 0.5) * (row.Sentiment - 0.5);
                    csatSquares += (rank - 0.5) * (rank - 0.5);
                }
            }

            double above = ((n / 2) - before - (sum / 2)) / n;
            double tie = TieInfluence(runs.Count, n);
            for (int segment = 0; segment < runs.SegmentCount; segment++)
            {
                foreach (ref RatedRow row in runs.Segment(segment))
                {
                    moves[row.Conversation] += (row.Sentiment * rank) + above;
                    ties[row.Conversation] += tie;
                }
            }

            before += sum;
        }

        return (product / n, sentimentSquares / n, csatSquares / n);
    }

    // Where nothing is tied the variance of ranks is what it is, and no row moves it.
    private static double TieInfluence(int tied, double rows) => 0.25 - (tied * (double)tied / (4 * rows * rows));
}
