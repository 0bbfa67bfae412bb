namespace SpeechInsights.Csat;

/// <summary>The interactions of a batch whose surveys are looked for in one window.</summary>
internal sealed class JoinGroup(SurveyWindow window)
{
    public SurveyWindow Window => window;

    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>The scores, once they are answered.</summary>
    public IReadOnlyDictionary<string, CsatScore> Scores { get; private set; } = new Dictionary<string, CsatScore>();

    public async Task AskAsync(Func<JoinGroup, Task<IReadOnlyDictionary<string, CsatScore>>> ask) => Scores = await ask(this).ConfigureAwait(false);
}
