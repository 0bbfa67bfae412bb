using SpeechInsights.Http;

namespace SpeechInsights.Csat;

/// <summary>
/// The survey scores of one window, asked for by interactions or for the whole window, whichever takes fewer requests. Both give the
/// same scores. What was asked by interactions is spent: the whole window is asked for once that has cost more.
/// </summary>
internal sealed class WindowScores(InsightsSession session, SurveyWindow window, IReadOnlyList<string>? surveyForm, RunContext run)
{
    private readonly CsatQuery _whole = new(window.Start, window.End, null, session.Profile) { SurveyForm = surveyForm };
    private long _spent;
    private Task<IReadOnlyDictionary<string, CsatScore>>? _all;

    /// <summary>Asks for the whole window at once, where that takes fewer requests than so many interactions.</summary>
    public void Expect(int interactions, CancellationToken cancellationToken)
    {
        if (session.Api.CountRequests(_whole) is { } whole && session.Api.CountRequests(_whole with { InteractionId = new string[interactions] }) > whole)
        {
            _all ??= Start(_whole, cancellationToken);
        }
    }

    /// <summary>The scores of some interactions, perhaps with those of others. Not for several threads.</summary>
    public Task<IReadOnlyDictionary<string, CsatScore>> AskAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (_all is not null)
        {
            return _all;
        }

        CsatQuery named = new(window.Start, window.End, [.. ids], session.Profile) { SurveyForm = surveyForm };
        _spent += session.Api.CountRequests(named) ?? 0;
        return _spent > session.Api.CountRequests(_whole) ? _all = Start(_whole, cancellationToken) : Start(named, cancellationToken);
    }

    /// <summary>Waits until the window's own question is answered; how no longer matters.</summary>
    public async Task DropAsync()
    {
        if (_all is { } all)
        {
            await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Scores by interaction; the one that comes last counts.</summary>
    public static async Task<IReadOnlyDictionary<string, CsatScore>> GatherAsync(IAsyncEnumerable<IReadOnlyList<CsatScore>> pages)
    {
        Dictionary<string, CsatScore> all = new(StringComparer.Ordinal);
        await foreach (IReadOnlyList<CsatScore> scores in pages.ConfigureAwait(false))
        {
            foreach (CsatScore score in scores)
            {
                all[score.InteractionId] = score;
            }
        }

        return all;
    }

    private Task<IReadOnlyDictionary<string, CsatScore>> Start(CsatQuery query, CancellationToken cancellationToken) =>
        Task.Run(() => GatherAsync(session.Api.GetCsatAsync(query, run, cancellationToken)), CancellationToken.None);
}
