namespace SpeechInsights.Csat.Groups;

/// <summary>P-values of many comparisons, such that of what is called different no more than the level is called so by chance (Benjamini and Hochberg 1995).</summary>
internal static class FalseDiscovery
{
    /// <param name="values">P-values; what is null is no comparison.</param>
    public static double?[] Adjust(IReadOnlyList<double?> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is not null).OrderByDescending(i => values[i])];
        double?[] adjusted = new double?[values.Count];
        double least = 1;
        for (int i = 0; i < order.Length; i++)
        {
            least = Math.Min(least, values[order[i]]!.Value * order.Length / (order.Length - i));
            adjusted[order[i]] = least;
        }

        return adjusted;
    }
}
