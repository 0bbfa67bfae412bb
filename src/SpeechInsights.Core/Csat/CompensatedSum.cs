namespace SpeechInsights.Csat;

/// <summary>
/// A sum that keeps what each addition rounds off (Neumaier 1974), so that the same values in another order have the same
/// mean.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public long Count { get; private set; }

    /// <summary>The mean, or null of nothing or of values whose sum is too large for a double.</summary>
    public readonly double? Mean
    {
        get
        {
            double mean = (_sum + _lost) / Count;
            return double.IsFinite(mean) ? mean : null;
        }
    }

    public void Add(double value)
    {
        double sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
        Count++;
    }
}
