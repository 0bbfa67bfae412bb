using System.Globalization;

namespace SpeechInsights;

/// <summary>The scale that survey scores are on, written as <c>1..5</c>.</summary>
public sealed record CsatScale
{
    /// <summary>Reads a scale's text, so that rows from Import-Csv serve.</summary>
    /// <param name="text">Lowest and highest score with two dots between, for example <c>1..5</c>.</param>
    /// <exception cref="FormatException">The text is no scale.</exception>
    public CsatScale(string text)
    {
        string[] ends = (text ?? "").Split("..", StringSplitOptions.TrimEntries);
        if (ends.Length != 2
            || !double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double minimum)
            || !double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double maximum)
            || !(minimum < maximum)
            || !double.IsFinite(minimum + maximum))
        {
            throw new FormatException("A scale is written as its lowest and highest score, for example 1..5.");
        }

        Minimum = minimum;
        Maximum = maximum;
    }

    internal CsatScale(double minimum, double maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    internal static CsatScale OneToFive { get; } = new(1, 5);

    internal static CsatScale Percent { get; } = new(0, 100);

    /// <summary>The lowest score there is.</summary>
    public double Minimum { get; }

    /// <summary>The highest score there is.</summary>
    public double Maximum { get; }

    /// <summary>The middle of the scale: 3 of 1..5.</summary>
    public double Midpoint => (Minimum + Maximum) / 2;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minimum}..{Maximum}");
}
