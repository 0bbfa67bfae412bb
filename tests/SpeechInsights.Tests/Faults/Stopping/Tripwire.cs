namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>Counts the places at which the engine waits, and cancels at the one that it is set to.</summary>
internal sealed class Tripwire : IDisposable
{
    public const string Before = "before a request is sent";
    public const string UnderWay = "while a request is under way";
    public const string Headers = "at the headers of an answer";
    public const string Body = "while a body is read";
    public const string Timer = "at a timer: an attempt's end, or the wait before a repeat";
    public const string Batch = "at a batch of rows";

    /// <summary>The kinds of places.</summary>
    public static readonly string[] Points = [Before, UnderWay, Headers, Body, Timer, Batch];

    private CancellationTokenSource _stop = new();
    private string? _point;
    private int _count;
    private int _at;

    public CancellationToken Token => _stop.Token;

    /// <summary>Whether it cancelled.</summary>
    public bool HasFired => _stop.IsCancellationRequested;

    /// <param name="point">The kind of place; null never cancels.</param>
    /// <param name="at">Which of that kind, from 1.</param>
    public void Set(string? point, int at = 0)
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _point = point;
        _count = 0;
        _at = at;
    }

    public void Pass(string point)
    {
        if (point == _point && Interlocked.Increment(ref _count) == _at)
        {
            _stop.Cancel();
        }
    }

    public void Dispose() => _stop.Dispose();
}
