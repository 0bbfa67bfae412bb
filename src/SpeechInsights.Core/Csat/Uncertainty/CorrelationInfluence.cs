namespace SpeechInsights.Csat.Uncertainty;

/// <summary>How much one row moves a product-moment correlation (Devlin, Gnanadesikan and Kettenring 1975).</summary>
internal static class CorrelationInfluence
{
    /// <param name="x">A figure's distance from its mean, in standard deviations.</param>
    /// <param name="y">The other figure's.</param>
    /// <param name="correlation">The correlation.</param>
    public static double Of(double x, double y, double correlation) => (x * y) - (correlation / 2 * ((x * x) + (y * y)));
}
