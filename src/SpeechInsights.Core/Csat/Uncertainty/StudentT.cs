namespace SpeechInsights.Csat.Uncertainty;

/// <summary>Student's t distribution (Student 1908), by the continued fraction of the incomplete beta function (Abramowitz and Stegun 1964, 26.5.8 and 26.7.1).</summary>
internal static class StudentT
{
    // Beyond it the normal distribution is the same to more digits than a double's continued fraction keeps.
    private const double MostDegrees = 1e7;
    private const double Tiny = 1e-300;
    private const double Precise = 1e-16;
    private const int MostSteps = 100_000;

    /// <summary>The chance of a value as far from 0 as this one, or farther, 0 to 1.</summary>
    public static double TwoSided(double t, double degrees)
    {
        double nu = Math.Min(degrees, MostDegrees);
        if (!double.IsFinite(t) || t == 0)
        {
            return t == 0 ? 1 : 0;
        }

        double x = nu / (nu + (t * t));
        double a = nu / 2;
        const double b = 0.5;

        // The fraction converges fast on one side of the mean; the other is what is left of 1.
        double front = Math.Exp(LogGammaRatio(a) - (0.5 * Math.Log(Math.PI)) + (a * Math.Log(x)) + (b * Math.Log((t * t) / (nu + (t * t)))));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The value that is exceeded on either side with a chance of 5 % in all.</summary>
    public static double Quantile95(double degrees)
    {
        double nu = Math.Min(degrees, MostDegrees);
        const double z = 1.959963984540054;
        double t = z + (((z * z * z) + z) / (4 * nu));
        for (int step = 0; step < 50; step++)
        {
            double density = Math.Exp(LogGammaRatio(nu / 2) - (0.5 * Math.Log(nu * Math.PI)) - ((nu + 1) / 2 * Math.Log(1 + (t * t / nu))));
            double change = (TwoSided(t, nu) - 0.05) / (2 * density);
            t = Math.Max(t + change, t / 2);
            if (Math.Abs(change) < 1e-14 * t)
            {
                break;
            }
        }

        return t;
    }

    // ln Γ(a + 1/2) − ln Γ(a), by Stirling's series where it has converged and the recurrence below.
    private static double LogGammaRatio(double a)
    {
        double below = 0;
        for (; a < 20; a++)
        {
            below += Math.Log(a / (a + 0.5));
        }

        double square = 1 / (a * a);
        return below + (0.5 * Math.Log(a)) + (((((((17.0 / 14336 * square) - (1.0 / 640)) * square) + (1.0 / 192)) * square) - 0.125) / a);
    }

    private static double Fraction(double x, double a, double b)
    {
        double c = 1;
        double d = Inverse(1 - ((a + b) * x / (a + 1)));
        double value = d;
        for (int m = 1; m <= MostSteps; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = Inverse(1 + (even * d));
            c = AwayFromZero(1 + (even / c));
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = Inverse(1 + (odd * d));
            c = AwayFromZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Precise)
            {
                break;
            }
        }

        return value;
    }

    private static double Inverse(double value) => 1 / AwayFromZero(value);

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
