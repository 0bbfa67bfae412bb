using System.Globalization;

namespace SpeechInsights;

/// <summary>What the customers of one interaction said in their surveys.</summary>
public sealed class CsatScore
{
    internal CsatScore(string interactionId, double? csat, CsatScale scale, long surveyCount)
    {
        InteractionId = interactionId;
        Csat = csat;
        CsatScale = scale;
        SurveyCount = surveyCount;
    }

    /// <summary>The interaction (conversation).</summary>
    public string InteractionId { get; }

    /// <summary>The mean score of the answered surveys, on <see cref="CsatScale"/>; null where nobody answered, never 0.</summary>
    public double? Csat { get; }

    /// <summary>The scale of the score.</summary>
    public CsatScale CsatScale { get; }

    /// <summary>Answered surveys, 0 or more.</summary>
    public long SurveyCount { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{InteractionId}: {Csat?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}");
}
