using System.Runtime.CompilerServices;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>
/// Puts survey scores beside insights: a left join that keeps the order of its input. Rows are added and taken on one
/// thread; batches of interactions are asked for meanwhile, some at a time.
/// </summary>
internal sealed class CsatJoiner : IAsyncDisposable
{
    /// <summary>Rows that a batch gathers at most, where few interactions have many rows.</summary>
    public const int MaximumRows = 20_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly InsightsSession _session;
    private readonly JoinWindow _window;
    private readonly RunContext _run;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<JoinBatch> _asked = new();
    private readonly Dictionary<SurveyWindow, WindowScores> _windows = [];
    private JoinBatch _batch = new();
    private long _batchStarted;

    public CsatJoiner(InsightsSession session, JoinWindow window, RunContext run, CancellationToken cancellationToken)
    {
        _session = session;
        _window = window;
        _run = run;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Whether another row would make more batches than may be under way: take rows first.</summary>
    public bool IsFull => _asked.Count >= _session.ThrottleLimit;

    /// <summary>Whether rows can be taken without waiting.</summary>
    public bool IsReady => _asked.TryPeek(out JoinBatch? oldest) && oldest.IsAnswered;

    /// <summary>Whether rows are still to come.</summary>
    public bool HasRows => _asked.Count > 0;

    /// <summary>Asks for a whole query's scores before its first row is there, where that takes fewer requests than the ids of one batch.</summary>
    public void Expect(InsightQuery query)
    {
        if (query.InteractionId is null)
        {
            ScoresOf(_window.Of(query)).Expect(_session.Api.MaximumInteractionIds, _stop.Token);
        }
    }

    /// <summary>Adds a row, and sends for the batch where it is full or a second old.</summary>
    [MethodImpl(HotPath.Optimized)]
    public void Add(SpeechInsight row)
    {
        if (_batch.RowCount == 0)
        {
            _batchStarted = _session.Options.Time.GetTimestamp();
        }

        _batch.Add(row, _window.Of(row));
        if (_batch.InteractionCount >= _session.Api.MaximumInteractionIds
            || _batch.RowCount >= MaximumRows
            || _session.Options.Time.GetElapsedTime(_batchStarted) >= s_patience)
        {
            Flush();
        }
    }

    /// <summary>Sends for what was gathered.</summary>
    public void Flush()
    {
        if (_batch.RowCount > 0)
        {
            _batch.Ask(Ask);
            _asked.Enqueue(_batch);
            _batch = new JoinBatch();
        }
    }

    /// <summary>The oldest batch's rows, waited for; empty where nothing was sent for.</summary>
    public async Task<IReadOnlyList<ScoredInsight>> TakeAsync(CancellationToken cancellationToken)
    {
        if (!_asked.TryPeek(out JoinBatch? oldest))
        {
            return [];
        }

        IReadOnlyList<ScoredInsight> rows = await oldest.FinishAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        _asked.Dequeue();
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (JoinBatch batch in _asked)
        {
            await batch.DropAsync().ConfigureAwait(false);
        }

        foreach (WindowScores window in _windows.Values)
        {
            await window.DropAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private Task<IReadOnlyDictionary<string, CsatScore>> Ask(JoinGroup group) => ScoresOf(group.Window).AskAsync(group.Ids, _stop.Token);

    private WindowScores ScoresOf(SurveyWindow window)
    {
        if (!_windows.TryGetValue(window, out WindowScores? scores))
        {
            scores = new WindowScores(_session, window, _window.SurveyForm, _run);
            _windows.Add(window, scores);
        }

        return scores;
    }
}
