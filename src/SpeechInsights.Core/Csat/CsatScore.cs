using System.Globalization;

namespace SpeechInsights;

/// <summary>What the customers of one interaction said in their surveys.</summary>
public sealed class CsatScore
{
    internal CsatScore(string interactionId, double? csat, CsatScale scale, long surveyCount, double? netPromoterScore = null)
    {
        InteractionId = interactionId;
        Csat = csat;
        CsatScale = scale;
        SurveyCount = surveyCount;
        NetPromoterScore = netPromoterScore;
    }

    /// <summary>The interaction (conversation).</summary>
    public string InteractionId { get; }

    /// <summary>The mean score of the answered surveys, on <see cref="CsatScale"/>; null where nobody answered, never 0.</summary>
    public double? Csat { get; }

    /// <summary>The scale of the score, <c>1..5</c> on the Summary profile, <c>0..100</c> on the Platform profile.</summary>
    public CsatScale CsatScale { get; }

    /// <summary>Answered surveys, 0 or more.</summary>
    public long SurveyCount { get; }

    /// <summary>The net promoter score of the answers to such a question, −100 to 100; null where there is none.</summary>
    public double? NetPromoterScore { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{InteractionId}: {Csat?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}");
}
