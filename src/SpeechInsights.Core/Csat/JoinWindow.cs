using System.Runtime.CompilerServices;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>Which window the surveys of an insight are looked for in.</summary>
internal sealed class JoinWindow
{
    private readonly DateTimeOffset? _start;
    private readonly DateTimeOffset? _end;
    private readonly TimeSpan _lag;
    private readonly ApiProfile _profile;

    /// <param name="start">Its start; null takes that of the insight's query.</param>
    /// <param name="end">Its end; null takes that of the insight's query and adds the lag.</param>
    /// <param name="lag">How long after the interactions answers still come; 0 or at least a minute.</param>
    /// <param name="profile">The profile whose bounds hold.</param>
    /// <exception cref="InsightsException">InvalidDuration, InvalidInterval or WindowTooLong.</exception>
    public JoinWindow(DateTimeOffset? start, DateTimeOffset? end, TimeSpan lag, ApiProfile profile)
    {
        QueryValidation.CheckDuration(lag, "-SurveyLag", allowZero: true);
        if (start is { } from && end is { } to)
        {
            QueryValidation.CheckWindow(from, to, profile);
        }

        _start = start;
        _end = end;
        _lag = lag;
        _profile = profile;
    }

    /// <summary>The survey forms that count; null for all.</summary>
    public IReadOnlyList<string>? SurveyForm { get; init; }

    /// <summary>The window in words, the same for equal windows.</summary>
    public override string ToString() => FormattableString.Invariant($"{_start:O} {_end:O} {_lag}") + (SurveyForm is null ? "" : $" {string.Join('\n', SurveyForm)}");

    /// <exception cref="InsightsException">InvalidInterval or WindowTooLong, where the given end does not fit the insight's window.</exception>
    [MethodImpl(HotPath.Optimized)]
    public SurveyWindow Of(SpeechInsight insight) => Of(insight.QueryStart, insight.QueryEnd);

    /// <summary>The window of all rows of a query.</summary>
    /// <inheritdoc cref="Of(SpeechInsight)"/>
    public SurveyWindow Of(InsightQuery query) => Of(query.StartTime, query.EndTime);

    private SurveyWindow Of(DateTimeOffset start, DateTimeOffset end)
    {
        SurveyWindow window = new(_start ?? start, _end ?? end + _lag);
        QueryValidation.CheckWindow(window.Start, window.End, _profile);
        return window;
    }
}
