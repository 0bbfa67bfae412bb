using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Completion;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that are asked about a window.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WindowCommand : ConnectedCommand
{
    private protected const string AskSet = "Ask";

    /// <summary>The window in place of a start and an end: a span up to now such as 12h or 7d, or the last whole day, week, month, quarter or year.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LastCompleter))]
    public string? Last { get; set; }

    /// <summary>The time zone of times without an offset, and in which days begin; by default this machine's.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    private protected AskedWindow Asked(InsightTime? start, InsightTime? end, DateTimeOffset now) => new(start, end, Last, LocalClock.Of(now, TimeZone));
}
