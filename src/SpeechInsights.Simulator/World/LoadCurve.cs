namespace SpeechInsights.Simulator.World;

/// <summary>How many interactions start in each hour: busy by day, quiet at night, fewer at weekends.</summary>
internal static class LoadCurve
{
    private static readonly double[] s_hours =
    [
        0.10, 0.07, 0.05, 0.05, 0.06, 0.10, 0.25, 0.55, 0.85, 1.30, 1.55, 1.50,
        1.25, 1.30, 1.45, 1.40, 1.20, 0.85, 0.60, 0.45, 0.35, 0.28, 0.20, 0.14,
    ];

    /// <summary>Splits the interactions over the hours exactly; nothing is lost to rounding.</summary>
    public static int[] Split(int interactions, DateTime firstDay, int days, RandomStream random)
    {
        double[] weights = new double[days * 24];
        double total = 0;
        for (int hour = 0; hour < weights.Length; hour++)
        {
            double day = DayWeight(firstDay.AddDays(hour / 24).DayOfWeek);
            weights[hour] = day * s_hours[hour % 24] * (0.85 + (0.3 * random.NextDouble()));
            total += weights[hour];
        }

        int[] counts = new int[weights.Length];
        double passed = 0;
        int given = 0;
        for (int hour = 0; hour < weights.Length; hour++)
        {
            passed += weights[hour];
            int upTo = hour == weights.Length - 1 ? interactions : (int)(interactions * (passed / total));
            counts[hour] = upTo - given;
            given = upTo;
        }

        return counts;
    }

    private static double DayWeight(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => 1.2,
        DayOfWeek.Saturday => 0.4,
        DayOfWeek.Sunday => 0.25,
        _ => 1.0,
    };
}
