using SpeechInsights.Http;

namespace SpeechInsights.Csat;

/// <summary>Some insights in their order, and the survey scores that are being asked for on their behalf.</summary>
internal sealed class JoinBatch
{
    private readonly List<SpeechInsight> _rows = [];
    private readonly Dictionary<SurveyWindow, HashSet<string>> _ids = [];
    private readonly List<SurveyWindow> _windows = [];
    private Task<Dictionary<(SurveyWindow, string), CsatScore>>? _scores;

    /// <summary>Distinct interactions.</summary>
    public int InteractionCount { get; private set; }

    public int RowCount => _rows.Count;

    public bool IsAnswered => _scores is { IsCompleted: true };

    public void Add(SpeechInsight row, SurveyWindow window)
    {
        if (!_ids.TryGetValue(window, out HashSet<string>? ids))
        {
            _ids[window] = ids = new HashSet<string>(StringComparer.Ordinal);
        }

        InteractionCount += ids.Add(row.InteractionId) ? 1 : 0;
        _rows.Add(row);
        _windows.Add(window);
    }

    /// <summary>Sends for the scores.</summary>
    public void Ask(Func<CsatQuery, CancellationToken, IAsyncEnumerable<IReadOnlyList<CsatScore>>> get, ApiProfile profile, CancellationToken cancellationToken) =>
        _scores = Task.Run(() => ReadAsync(get, profile, cancellationToken), CancellationToken.None);

    /// <summary>The rows with their scores.</summary>
    public async Task<IReadOnlyList<ScoredInsight>> FinishAsync()
    {
        Dictionary<(SurveyWindow, string), CsatScore> scores = await _scores!.ConfigureAwait(false);
        ScoredInsight[] joined = new ScoredInsight[_rows.Count];
        for (int i = 0; i < joined.Length; i++)
        {
            scores.TryGetValue((_windows[i], _rows[i].InteractionId), out CsatScore? score);
            joined[i] = new ScoredInsight(_rows[i], score);
        }

        return joined;
    }

    /// <summary>Waits until nothing is under way; how it ended no longer matters.</summary>
    public async Task DropAsync()
    {
        if (_scores is { } scores)
        {
            await ((Task)scores).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Dictionary<(SurveyWindow, string), CsatScore>> ReadAsync(
        Func<CsatQuery, CancellationToken, IAsyncEnumerable<IReadOnlyList<CsatScore>>> get, ApiProfile profile, CancellationToken cancellationToken)
    {
        Dictionary<(SurveyWindow, string), CsatScore> scores = [];
        foreach ((SurveyWindow window, HashSet<string> ids) in _ids)
        {
            CsatQuery query = new(window.Start, window.End, [.. ids], profile);
            await foreach (IReadOnlyList<CsatScore> batch in get(query, cancellationToken).ConfigureAwait(false))
            {
                foreach (CsatScore score in batch)
                {
                    scores[(window, score.InteractionId)] = score;
                }
            }
        }

        return scores;
    }
}
