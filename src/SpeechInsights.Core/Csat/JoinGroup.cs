namespace SpeechInsights.Csat;

/// <summary>The interactions of a batch whose surveys are looked for in one window.</summary>
internal sealed class JoinGroup(SurveyWindow window)
{
    public SurveyWindow Window => window;

    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CsatScore> Scores { get; } = new(StringComparer.Ordinal);
}
