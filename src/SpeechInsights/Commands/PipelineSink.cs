using System.Diagnostics;
using System.Threading.Channels;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>Carries what background work has to say to the pipeline thread, in order, a batch of rows as one item.</summary>
internal sealed class PipelineSink(bool isVerbose, bool isDebug, int capacity) : IRunTrace, IDisposable
{
    private static readonly TimeSpan s_firstProgress = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_progressPause = TimeSpan.FromMilliseconds(200);

    // Work that has rows to give waits without holding a thread: on two processors the pool has no more than two.
    private readonly Channel<PipelineItem> _items = Channel.CreateUnbounded<PipelineItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _room = new(capacity, capacity);
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _lastProgress;

    /// <summary>Cancelled when nobody takes items any more.</summary>
    public CancellationToken Stop { get; init; }

    public bool IsVerbose => isVerbose;

    public bool IsDebug => isDebug;

    /// <summary>Gives rows, once there is room for them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="written">Run on the pipeline thread once the last of them was written; or null.</param>
    public async ValueTask WriteRowsAsync(IReadOnlyList<object> rows, Action? written = null)
    {
        await _room.WaitAsync(Stop).ConfigureAwait(false);
        Add(PipelineItemKind.Rows, rows, written);
    }

    public ValueTask WriteRowAsync(object row) => WriteRowsAsync([row]);

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
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Items as they come, until no more do.</summary>
    public IEnumerable<PipelineItem> TakeAll()
    {
        do
        {
            while (TryTake(out PipelineItem item))
            {
                yield return item;
            }
        }
        while (_items.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    /// <summary>An item that is there already.</summary>
    public bool TryTake(out PipelineItem item)
    {
        bool taken = _items.Reader.TryRead(out item);
        if (taken && item.Kind == PipelineItemKind.Rows)
        {
            _room.Release();
        }

        return taken;
    }

    public void Dispose() => _room.Dispose();

    // A request that was still under way when the work ended may have something to say; nobody listens any more.
    private void Add(PipelineItemKind kind, object content, Action? written = null) => _items.Writer.TryWrite(new PipelineItem(kind, content, written));
}
