using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Completion;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that give what is of a period, from files.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PeriodCommand : InsightsCommand
{
    /// <summary>What is of this time or later.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? After { get; set; }

    /// <summary>What is of before this time.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public InsightTime? Before { get; set; }

    /// <summary>The time zone of times without an offset, and in which days begin; by default this machine's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    private protected (DateTimeOffset After, DateTimeOffset Before) ReadTimes()
    {
        LocalClock clock = LocalClock.Of(DateTimeOffset.UtcNow, TimeZone);
        return (After?.Read(clock, nameof(After)) ?? DateTimeOffset.MinValue, Before?.Read(clock, nameof(Before)) ?? DateTimeOffset.MaxValue);
    }
}
