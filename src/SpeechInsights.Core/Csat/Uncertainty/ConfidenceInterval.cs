namespace SpeechInsights.Csat.Uncertainty;

/// <summary>A two-sided 95 % interval.</summary>
internal readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    // Fisher's standard error is 1 / sqrt(n - 3).
    private const int FisherMinimum = 4;

    /// <summary>The interval of a share (Wilson 1927); null without trials.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="trials">Trials; of clustered rows, as many independent ones as say as much (Kish 1965).</param>
    /// <param name="quantile">The quantile that stands for 95 %.</param>
    public static ConfidenceInterval? Wilson(double share, double trials, double quantile = Z)
    {
        if (trials <= 0)
        {
            return null;
        }

        double square = quantile * quantile;
        double shrink = 1 + (square / trials);
        double centre = (share + (square / (2 * trials))) / shrink;
        double half = quantile * Math.Sqrt((share * (1 - share) / trials) + (square / (4 * trials * trials))) / shrink;

        // At a share of 0 or 1 an end is the share itself, and rounding must not push it past.
        return new ConfidenceInterval(Math.Clamp(centre - half, 0, share), Math.Clamp(centre + half, share, 1));
    }

    /// <summary>
    /// The interval of a correlation by its inverse hyperbolic tangent (Fisher 1915, 1921); null under four pairs. A
    /// correlation of 1 or −1 has itself at both ends, which is also what scipy says.
    /// </summary>
    /// <param name="correlation">The correlation, −1 to 1, or null.</param>
    /// <param name="pairs">Pairs; of clustered rows, as many independent ones as say as much.</param>
    /// <param name="quantile">The quantile that stands for 95 %.</param>
    public static ConfidenceInterval? Fisher(double? correlation, double pairs, double quantile = Z) =>
        correlation is double r && pairs >= FisherMinimum ? Hyperbolic(r, quantile / Math.Sqrt(pairs - 3)) : null;

    /// <summary>The interval of a correlation with a standard error of its own, by its inverse hyperbolic tangent.</summary>
    public static ConfidenceInterval Correlation(double r, double error, double quantile) =>
        Math.Abs(r) >= 1 ? new ConfidenceInterval(r, r) : Hyperbolic(r, quantile * error / (1 - (r * r)));

    /// <summary>The interval of a figure from 0 to 1 by its log odds.</summary>
    public static ConfidenceInterval? LogOdds(double share, double error, double quantile)
    {
        if (share is <= 0 or >= 1)
        {
            return null;
        }

        double centre = Math.Log(share / (1 - share));
        double half = quantile * error / (share * (1 - share));
        return new ConfidenceInterval(1 / (1 + Math.Exp(half - centre)), 1 / (1 + Math.Exp(-half - centre)));
    }

    /// <summary>The interval of the mean of two independent figures by their intervals (Zou and Donner 2008).</summary>
    public static ConfidenceInterval MeanOf(double first, ConfidenceInterval firstInterval, double second, ConfidenceInterval secondInterval)
    {
        double mean = (first + second) / 2;
        return new ConfidenceInterval(
            mean - (double.Hypot(first - firstInterval.Low, second - secondInterval.Low) / 2),
            mean + (double.Hypot(firstInterval.High - first, secondInterval.High - second) / 2));
    }

    private static ConfidenceInterval Hyperbolic(double r, double half)
    {
        double centre = Math.Atanh(r);
        return new ConfidenceInterval(Math.Tanh(centre - half), Math.Tanh(centre + half));
    }
}
