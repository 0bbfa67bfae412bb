namespace SpeechInsights.Csat;

/// <summary>A two-sided 95 % interval.</summary>
internal readonly record struct ConfidenceInterval(double Low, double High)
{
    // Fisher's standard error is 1 / sqrt(n - 3).
    private const int FisherMinimum = 4;

    // The 97.5 % quantile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The interval of a share (Wilson 1927); null without trials.</summary>
    public static ConfidenceInterval? Wilson(long successes, long trials)
    {
        if (trials == 0)
        {
            return null;
        }

        double share = (double)successes / trials;
        double shrink = 1 + (Z * Z / trials);
        double centre = (share + (Z * Z / (2.0 * trials))) / shrink;
        double half = Z * Math.Sqrt((share * (1 - share) / trials) + (Z * Z / (4.0 * trials * trials))) / shrink;

        // At a share of 0 or 1 an end is the share itself, and rounding must not push it past.
        return new ConfidenceInterval(Math.Clamp(centre - half, 0, share), Math.Clamp(centre + half, share, 1));
    }

    /// <summary>
    /// The interval of a correlation by its inverse hyperbolic tangent (Fisher 1915, 1921); null under four pairs. A
    /// correlation of 1 or −1 has itself at both ends, which is also what scipy says.
    /// </summary>
    public static ConfidenceInterval? Fisher(double? correlation, long pairs)
    {
        if (correlation is not double r || pairs < FisherMinimum)
        {
            return null;
        }

        double centre = Math.Atanh(r);
        double half = Z / Math.Sqrt(pairs - 3);
        return new ConfidenceInterval(Math.Tanh(centre - half), Math.Tanh(centre + half));
    }
}
