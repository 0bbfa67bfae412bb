namespace SpeechInsights.Csat;

/// <summary>
/// Puts ranks in the place of values, equal values sharing the average of theirs. The values are in chunks, and only
/// chunks are sorted; a merge of their heads gives the ranks, so that no row is ever copied.
/// </summary>
internal static class AverageRanks
{
    /// <summary>Replaces the values of one column by their ranks, 1 to count; moves the other column's values along.</summary>
    /// <param name="column">Finite values, in chunks that are full except for the last.</param>
    /// <param name="companion">The other column, in chunks of the same lengths.</param>
    /// <param name="count">The number of rows in all chunks together.</param>
    public static void Replace(IReadOnlyList<double[]> column, IReadOnlyList<double[]> companion, long count)
    {
        int[] lengths = new int[column.Count];
        int[] starts = new int[column.Count];
        PriorityQueue<int, double> heads = new(column.Count);
        long left = count;
        for (int chunk = 0; chunk < column.Count; chunk++)
        {
            lengths[chunk] = (int)Math.Min(left, column[chunk].Length);
            left -= lengths[chunk];
            Array.Sort(column[chunk], companion[chunk], 0, lengths[chunk]);
            heads.Enqueue(chunk, column[chunk][0]);
        }

        List<(int Chunk, int End)> runs = [];
        long before = 0;
        while (heads.TryPeek(out _, out double value))
        {
            long equal = 0;
            runs.Clear();
            while (heads.TryPeek(out int chunk, out double head) && head == value)
            {
                heads.Dequeue();
                int end = EndOfRun(column[chunk], starts[chunk], lengths[chunk]);
                runs.Add((chunk, end));
                equal += end - starts[chunk];
            }

            double rank = before + ((equal + 1) / 2.0);
            before += equal;
            foreach ((int chunk, int end) in runs)
            {
                Array.Fill(column[chunk], rank, starts[chunk], end - starts[chunk]);
                starts[chunk] = end;
                if (end < lengths[chunk])
                {
                    heads.Enqueue(chunk, column[chunk][end]);
                }
            }
        }
    }

    private static int EndOfRun(double[] sorted, int start, int length)
    {
        int end = start + 1;
        while (end < length && sorted[end] == sorted[start])
        {
            end++;
        }

        return end;
    }
}
