using System.Globalization;

namespace SpeechInsights;

/// <summary>A rule that a row meets, with the figure that meets it.</summary>
public sealed record CoachingReason
{
    internal CoachingReason(CoachingRule id, double figure, double limit)
    {
        Id = id;
        Figure = figure;
        Limit = limit;
    }

    /// <summary>The rule.</summary>
    public CoachingRule Id { get; }

    /// <summary>The row's figure: a score on its scale, a sentiment from −1 to 1, a disagreement from 0 to 2, or mentions.</summary>
    public double Figure { get; }

    /// <summary>The rule's limit, in the same unit.</summary>
    public double Limit { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Figure:0.####}");
}
