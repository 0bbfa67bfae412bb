using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Groups;

namespace SpeechInsights.Reports;

/// <summary>Measures what a report says, in one pass over the rows.</summary>
internal sealed class ReportMeter
{
    private const int ShownCandidates = 10;

    private readonly ReportRequest _request;
    private readonly AgreementMeter _meter;
    private readonly GroupedMeter? _groups;
    private readonly CandidateRules _rules = new();
    private readonly PriorityQueue<CoachingCandidate, (double, long)> _candidates = new();
    private readonly SortedDictionary<CoachingRule, long> _reasons = [];
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private GroupedMeter? _trend;
    private string? _unit;
    private SentimentBins? _bins;
    private ScoreBins? _scores;
    private DateTimeOffset? _start;
    private DateTimeOffset? _end;
    private long _candidateCount;

    public ReportMeter(ReportRequest request)
    {
        _request = request;
        _meter = CreateMeter();
        _meter.Watch = (threshold, scale) => scale is null
            ? [_bins = new SentimentBins(threshold)]
            : [_bins = new SentimentBins(threshold), _scores = new ScoreBins(request.SentimentThreshold, scale)];
        _groups = request.GroupBy.Count > 0 ? new GroupedMeter(request.GroupBy, CreateMeter) : null;
    }

    /// <summary>Takes a row.</summary>
    /// <exception cref="InsightsException">MixedCsatScales.</exception>
    public void Add(ScoredInsight row)
    {
        _meter.Add(row);
        _groups?.Add(row);
        if (_trend is null)
        {
            _unit = UnitOf(row.QueryEnd - row.QueryStart);
            _trend = new GroupedMeter([GroupProperty.Of(_unit, _request.Zone)], CreateMeter);
        }

        _trend.Add(row);
        _start = row.QueryStart < (_start ?? DateTimeOffset.MaxValue) ? row.QueryStart : _start;
        _end = row.QueryEnd > (_end ?? DateTimeOffset.MinValue) ? row.QueryEnd : _end;
        if (row.ModelId is { } model)
        {
            _models.Add(model);
        }

        if (_rules.Evaluate(row) is { } candidate)
        {
            Take(candidate);
        }
    }

    public ReportFindings Complete() => new()
    {
        All = _meter.Complete(),
        Bins = _bins?.All ?? [],
        Curve = _bins?.Curve ?? [],
        Scores = _scores,
        Groups = _groups?.Complete(),
        Trend = [.. (_trend?.Complete() ?? []).OrderBy(static part => (string?)part.Group![0], StringComparer.Ordinal)],
        TrendUnit = _unit ?? "Day",
        CandidateCount = _candidateCount,
        Reasons = _reasons,
        Candidates = [.. Shown()],
        Start = _start,
        End = _end,
        Models = [.. _models.Order(StringComparer.Ordinal)],
    };

    private static string UnitOf(TimeSpan window) => window.TotalDays switch
    {
        <= 2 => "Hour",
        <= 62 => "Day",
        <= 400 => "Week",
        _ => "Month",
    };

    private AgreementMeter CreateMeter() => new(_request.SentimentThreshold, _request.CsatThreshold);

    private void Take(CoachingCandidate candidate)
    {
        _candidateCount++;
        foreach (CoachingReason reason in candidate.Reason)
        {
            _reasons[reason.Id] = _reasons.GetValueOrDefault(reason.Id) + 1;
        }

        // Of equal ones the first stays.
        _candidates.Enqueue(candidate, (candidate.Priority, -_candidateCount));
        if (_candidates.Count > ShownCandidates)
        {
            _candidates.Dequeue();
        }
    }

    private IEnumerable<CoachingCandidate> Shown()
    {
        Stack<CoachingCandidate> shown = new();
        while (_candidates.TryDequeue(out CoachingCandidate? candidate, out _))
        {
            shown.Push(candidate);
        }

        return shown;
    }
}
