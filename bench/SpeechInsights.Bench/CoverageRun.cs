using System.Globalization;
using SpeechInsights.Csat;

namespace SpeechInsights.Bench;

/// <summary>
/// How often the 95 % intervals hold what is true, in worlds that are made: conversations of one to five rows that share a score, with
/// sentiment that follows it. docs/accuracy.md has the table.
/// </summary>
internal static class CoverageRun
{
    private const int Seed = 20_261_130;
    private const int TruthRows = 8_000_000;

    private static readonly string[] s_figures = ["Agreement", "BalancedAccuracy", "Kappa", "Matthews", "Pearson", "Spearman", "Auc"];

    /// <param name="sizes">Rated rows of a world.</param>
    /// <param name="worlds">Worlds of each kind.</param>
    public static void Run(IReadOnlyList<int> sizes, int worlds)
    {
        Console.WriteLine(FormattableString.Invariant($"{worlds} worlds a line, seed {Seed}; in brackets the share of worlds that have an interval, where not all have"));
        Console.WriteLine();
        Console.WriteLine($"| rows | rows a conversation | values | positive | {string.Join(" | ", s_figures)} |");
        Console.WriteLine($"|---|---|---|---|{string.Concat(s_figures.Select(static _ => "---|"))}");
        foreach ((int largest, bool isNamed) in ((int, bool)[])[(1, true), (5, true), (5, false)])
        {
            foreach (bool isTied in (bool[])[false, true])
            {
                foreach (double share in (double[])[0.5, 0.05])
                {
                    CoverageWorld world = new(largest, isNamed, isTied, share);
                    double[] truth = Values(world.Measure(TruthRows, new Random(Seed)));
                    foreach (int size in sizes)
                    {
                        Console.WriteLine(Line(world, size, worlds, truth));
                    }
                }
            }
        }
    }

    private static string Line(CoverageWorld world, int size, int worlds, double[] truth)
    {
        int[] given = new int[s_figures.Length];
        int[] held = new int[s_figures.Length];
        Parallel.For(0, worlds, number =>
        {
            InsightAccuracy accuracy = world.Measure(size, new Random(unchecked(Seed + (size * 1_000_003) + (number * 7919))));
            (double? Low, double? High)[] intervals = Intervals(accuracy);
            for (int figure = 0; figure < intervals.Length; figure++)
            {
                if (intervals[figure] is (double low, double high))
                {
                    Interlocked.Increment(ref given[figure]);
                    if (low <= truth[figure] && truth[figure] <= high)
                    {
                        Interlocked.Increment(ref held[figure]);
                    }
                }
            }
        });
        IEnumerable<string> cells = given.Select((count, figure) => count == 0 ? "none" : string.Create(
            CultureInfo.InvariantCulture, $"{100.0 * held[figure] / count:0.0}{(count < worlds ? $" ({100.0 * count / worlds:0} %)" : "")}"));
        return $"| {size} | {world} | {string.Join(" | ", cells)} |";
    }

    private static double[] Values(InsightAccuracy accuracy) =>
    [
        accuracy.AgreementRate!.Value, accuracy.BalancedAccuracy!.Value, accuracy.CohensKappa!.Value, accuracy.MatthewsCorrelation!.Value,
        accuracy.PearsonR!.Value, accuracy.SpearmanRho!.Value, accuracy.Auc!.Value,
    ];

    private static (double? Low, double? High)[] Intervals(InsightAccuracy accuracy) =>
    [
        (accuracy.AgreementLow, accuracy.AgreementHigh), (accuracy.BalancedAccuracyLow, accuracy.BalancedAccuracyHigh), (accuracy.KappaLow, accuracy.KappaHigh),
        (accuracy.MatthewsLow, accuracy.MatthewsHigh), (accuracy.PearsonLow, accuracy.PearsonHigh), (accuracy.SpearmanLow, accuracy.SpearmanHigh), (accuracy.AucLow, accuracy.AucHigh),
    ];
}
