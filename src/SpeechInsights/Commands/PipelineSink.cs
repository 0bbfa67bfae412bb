using System.Collections.Concurrent;
using System.Diagnostics;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>Carries what background work has to say to the pipeline thread, in order, a batch of rows as one item.</summary>
internal sealed class PipelineSink(bool isVerbose, bool isDebug, int capacity) : IRunTrace, IDisposable
{
    private static readonly TimeSpan s_firstProgress = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_progressPause = TimeSpan.FromMilliseconds(200);

    private readonly BlockingCollection<PipelineItem> _items = new(capacity);
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _lastProgress;

    /// <summary>Cancelled when nobody takes items any more.</summary>
    public CancellationToken Stop { get; init; }

    public bool IsVerbose => isVerbose;

    public bool IsDebug => isDebug;

    public void WriteRows(IReadOnlyList<object> rows) => Add(PipelineItemKind.Rows, rows);

    public void WriteRow(object row) => Add(PipelineItemKind.Rows, new[] { row });

    public void WriteError(InsightsException error) => Add(PipelineItemKind.Error, error);

    public void WriteVerbose(string text) => Add(PipelineItemKind.Verbose, text);

    public void WriteDebug(string text) => Add(PipelineItemKind.Debug, text);

    public void WriteWarning(string text) => Add(PipelineItemKind.Warning, text);

    public void ReportProgress(long done, long? total)
    {
        long last = Volatile.Read(ref _lastProgress);
        TimeSpan pause = last == 0 ? s_firstProgress : s_progressPause;
        if (Stopwatch.GetElapsedTime(last == 0 ? _started : last) >= pause)
        {
            Volatile.Write(ref _lastProgress, Stopwatch.GetTimestamp());
            Add(PipelineItemKind.Progress, (done, total));
        }
    }

    /// <summary>No more items come.</summary>
    public void Complete() => _items.CompleteAdding();

    /// <summary>Items as they come, until no more do.</summary>
    public IEnumerable<PipelineItem> TakeAll() => _items.GetConsumingEnumerable();

    /// <summary>An item that is there already.</summary>
    public bool TryTake(out PipelineItem item) => _items.TryTake(out item);

    public void Dispose() => _items.Dispose();

    private void Add(PipelineItemKind kind, object content)
    {
        try
        {
            _items.Add(new PipelineItem(kind, content), Stop);
        }
        catch (InvalidOperationException)
        {
            // A request that was still under way when the work ended has something to say; nobody listens any more.
        }
    }
}
