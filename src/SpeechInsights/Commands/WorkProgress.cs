using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace SpeechInsights.Commands;

/// <summary>What a command shows while it works: rows, their rate, the time left, and why nothing moves. Safe for many threads.</summary>
internal sealed class WorkProgress
{
    /// <summary>How often it is looked at whether there is something to show.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);

    private readonly object _lock = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _shown;
    private long _done;
    private long? _total;
    private string? _reason;
    private long _waitsUntil;

    /// <summary>What is counted, in the plural; empty where there is nothing to count.</summary>
    public string Unit { get; set; } = "rows";

    public void Report(long done, long? total, string unit)
    {
        lock (_lock)
        {
            _done = done;
            _total = total;
            Unit = unit;
        }
    }

    /// <param name="reason">What is waited for, to stand behind 'waiting for'.</param>
    /// <param name="time">How long.</param>
    public void Wait(string reason, TimeSpan time)
    {
        lock (_lock)
        {
            _reason = reason;
            _waitsUntil = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        }
    }

    /// <summary>Whether it is time to show it: from half a second on, five times a second.</summary>
    public bool IsDue()
    {
        lock (_lock)
        {
            if (Stopwatch.GetElapsedTime(_shown == 0 ? _started : _shown) < (_shown == 0 ? s_first : Pause))
            {
                return false;
            }

            _shown = Stopwatch.GetTimestamp();
            return true;
        }
    }

    public ProgressRecord Render(int activityId, string command)
    {
        lock (_lock)
        {
            double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
            double rate = _done / seconds;
            ProgressRecord record = new(activityId, command, Status(rate)) { PercentComplete = _total is > 0 ? (int)Math.Min(100, _done * 100 / _total.Value) : -1 };
            if (_total > _done && _done > 0 && (_total.Value - _done) / rate is var left && left < int.MaxValue)
            {
                record.SecondsRemaining = (int)Math.Max(left, Math.Max(0, Waits));
            }

            return record;
        }
    }

    // What is waited for comes first: a narrow terminal cuts off the end.
    private string Status(double rate)
    {
        double waits = Waits;
        string waiting = waits > 0 ? string.Create(CultureInfo.CurrentCulture, $"waiting for {_reason}: {Math.Ceiling(waits):N0} s") : "";
        string counted = Unit.Length == 0 ? ""
            : _total is not null ? string.Create(CultureInfo.CurrentCulture, $"{_done:N0} of {_total:N0} {Unit}")
            : _done > 0 ? string.Create(CultureInfo.CurrentCulture, $"{_done:N0} {Unit}")
            : $"no {Unit} yet";
        return (waiting.Length, counted.Length) switch
        {
            (0, 0) => "connecting",
            (0, _) => _done > 0 ? string.Create(CultureInfo.CurrentCulture, $"{counted}, {rate:N0} a second") : counted,
            (_, 0) => waiting,
            _ => $"{waiting}; {counted}",
        };
    }

    private double Waits => _reason is null ? 0 : (_waitsUntil - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency;
}
