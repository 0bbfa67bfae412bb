using System.Runtime.CompilerServices;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>Some insights in their order, and the survey scores that are being asked for on their behalf.</summary>
internal sealed class JoinBatch
{
    // Two lists and not one of pairs: the runtime has code for lists of objects ready, and a run may be over before it makes more.
    private readonly List<SpeechInsight> _rows = [];
    private readonly List<JoinGroup> _groupOfRow = [];
    private readonly List<JoinGroup> _groups = [];
    private Task? _answer;

    /// <summary>Distinct interactions.</summary>
    public int InteractionCount { get; private set; }

    public int RowCount => _rows.Count;

    public bool IsAnswered => _answer is { IsCompleted: true };

    [MethodImpl(HotPath.Optimized)]
    public void Add(SpeechInsight row, SurveyWindow window)
    {
        JoinGroup group = GroupOf(window);
        InteractionCount += group.Ids.Add(row.InteractionId) ? 1 : 0;
        _rows.Add(row);
        _groupOfRow.Add(group);
    }

    /// <summary>Sends for the scores.</summary>
    /// <param name="ask">Asks for those of a window's interactions.</param>
    public void Ask(Func<JoinGroup, Task<IReadOnlyDictionary<string, CsatScore>>> ask) =>
        _answer = Task.WhenAll(_groups.Select(group => group.AskAsync(ask)).ToArray());

    /// <summary>The rows with their scores.</summary>
    public async Task<IReadOnlyList<ScoredInsight>> FinishAsync()
    {
        await _answer!.ConfigureAwait(false);
        return Join();
    }

    /// <summary>Waits until nothing is under way; how it ended no longer matters.</summary>
    public async Task DropAsync()
    {
        if (_answer is { } answer)
        {
            await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [MethodImpl(HotPath.Optimized)]
    private ScoredInsight[] Join()
    {
        ScoredInsight[] joined = new ScoredInsight[_rows.Count];
        for (int i = 0; i < joined.Length; i++)
        {
            SpeechInsight row = _rows[i];
            joined[i] = new ScoredInsight(row, _groupOfRow[i].Scores.GetValueOrDefault(row.InteractionId));
        }

        return joined;
    }

    // Rows of one query have one window, so the newest group is nearly always the one.
    private JoinGroup GroupOf(SurveyWindow window)
    {
        for (int i = _groups.Count - 1; i >= 0; i--)
        {
            if (_groups[i].Window == window)
            {
                return _groups[i];
            }
        }

        JoinGroup added = new(window);
        _groups.Add(added);
        return added;
    }
}
