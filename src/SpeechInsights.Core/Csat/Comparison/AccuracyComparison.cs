using System.Globalization;
using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights;

/// <summary>How a figure of two sets of rows differs.</summary>
public sealed class AccuracyComparison
{
    internal AccuracyComparison(string figure, double? reference, double? difference, ConfidenceInterval? interval, double? chance)
    {
        Figure = figure;
        Reference = reference;
        Difference = difference;
        Change = difference - reference;
        Low = interval?.Low;
        High = interval?.High;
        PValue = chance;
    }

    /// <summary>The figure: a property of <see cref="InsightAccuracy"/>.</summary>
    public string Figure { get; }

    /// <summary>Its value in the reference rows; null where it is not defined there.</summary>
    public double? Reference { get; }

    /// <summary>Its value in the other rows; null where it is not defined there.</summary>
    public double? Difference { get; }

    /// <summary><see cref="Difference"/> less <see cref="Reference"/>; above 0 the other rows are better. Null where either is.</summary>
    public double? Change { get; }

    /// <summary>The lower end of the 95 % interval of <see cref="Change"/>, by conversation; null where there are too few to say.</summary>
    public double? Low { get; }

    /// <summary>The upper end of the 95 % interval of <see cref="Change"/>; null as the lower end is.</summary>
    public double? High { get; }

    /// <summary>The chance of a change as large where there is none, 0 to 1 (Student's t); null as <see cref="Low"/> is.</summary>
    public double? PValue { get; }

    /// <summary>Whether the figure is worse by more than chance.</summary>
    internal bool IsWorse => Change < 0 && PValue < 0.05;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Figure} {Change:+0.0000;-0.0000;0}");
}
