namespace SpeechInsights.Csat;

/// <summary>
/// Pearson's correlation in one pass (Welford 1962, with the co-moment of Chan, Golub and LeVeque 1983), of values counted from
/// the first one.
/// </summary>
/// <remarks>
/// Counting from the first value is what makes a large offset harmless: Welford alone rounds its mean to the size of the
/// values, 1e-7 at 1e9. The first value being one of them, the rest is never further from it than the spread allows.
/// </remarks>
internal sealed class CoMoments
{
    // Sums of squares between these have lost nothing to underflow, and their product fits a double.
    private const double LeastSquares = 1e-140;
    private const double MostSquares = 1e140;

    private double _firstX;
    private double _firstY;
    private double _meanX;
    private double _meanY;
    private double _squaresX;
    private double _squaresY;
    private double _products;
    private double _minimumX = double.PositiveInfinity;
    private double _maximumX = double.NegativeInfinity;
    private double _minimumY = double.PositiveInfinity;
    private double _maximumY = double.NegativeInfinity;

    public long Count { get; private set; }

    public void Add(double x, double y)
    {
        if (Count == 0)
        {
            _firstX = x;
            _firstY = y;
        }

        Count++;
        _minimumX = Math.Min(_minimumX, x);
        _maximumX = Math.Max(_maximumX, x);
        _minimumY = Math.Min(_minimumY, y);
        _maximumY = Math.Max(_maximumY, y);

        double offsetX = x - _firstX;
        double offsetY = y - _firstY;
        double beforeX = offsetX - _meanX;
        double beforeY = offsetY - _meanY;
        _meanX += beforeX / Count;
        _meanY += beforeY / Count;
        _squaresX += beforeX * (offsetX - _meanX);
        _squaresY += beforeY * (offsetY - _meanY);
        _products += beforeX * (offsetY - _meanY);
    }

    /// <summary>
    /// True when either side does not vary. It looks at the extremes and not at the variance, which rounding makes
    /// slightly more than zero.
    /// </summary>
    /// <param name="roundingX">How far apart equal values may be through rounding; 0 for values that are not computed.</param>
    /// <param name="roundingY">The same for the other side.</param>
    public bool IsFlat(double roundingX = 0, double roundingY = 0) =>
        Count < 2 || _maximumX - _minimumX <= roundingX || _maximumY - _minimumY <= roundingY;

    /// <summary>The correlation, −1 to 1, of sides that vary; null when squares of the values do not fit a double.</summary>
    public double? Correlation() =>
        Fits(_squaresX) && Fits(_squaresY)
            ? Math.Clamp(_products / Math.Sqrt(_squaresX * _squaresY), -1, 1)
            : null;

    /// <summary>A value's distance from the mean, in standard deviations; of sides that have a correlation.</summary>
    public double StandardX(double x) => (x - _firstX - _meanX) / Math.Sqrt(_squaresX / Count);

    /// <inheritdoc cref="StandardX"/>
    public double StandardY(double y) => (y - _firstY - _meanY) / Math.Sqrt(_squaresY / Count);

    private static bool Fits(double squares) => squares is >= LeastSquares and <= MostSquares;
}
