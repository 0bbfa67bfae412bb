using System.Collections.Concurrent;
using SpeechInsights.Http;

namespace SpeechInsights.Tests.Engine;

/// <summary>Keeps what the engine tells.</summary>
internal sealed class RecordingTrace : IRunTrace
{
    public ConcurrentQueue<string> Verbose { get; } = new();

    public ConcurrentQueue<string> Debug { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<(string Reason, TimeSpan Time)> Waits { get; } = new();

    public ConcurrentQueue<(long Done, long? Total, string Unit)> Progress { get; } = new();

    public bool IsVerbose { get; set; } = true;

    public bool IsDebug { get; set; } = true;

    public void WriteVerbose(string text) => Verbose.Enqueue(text);

    public void WriteDebug(string text) => Debug.Enqueue(text);

    public void WriteWarning(string text) => Warnings.Enqueue(text);

    public void ReportProgress(long done, long? total, string unit = "rows") => Progress.Enqueue((done, total, unit));

    public void ReportWaiting(string reason, TimeSpan time) => Waits.Enqueue((reason, time));
}
