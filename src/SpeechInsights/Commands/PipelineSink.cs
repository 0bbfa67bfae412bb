using System.Threading.Channels;
using SpeechInsights.Http;

namespace SpeechInsights.Commands;

/// <summary>Carries what background work has to say to the pipeline thread, in order, a batch of rows as one item.</summary>
internal sealed class PipelineSink(bool isVerbose, bool isDebug, int capacity) : IRunTrace, IDisposable
{
    // Work that has rows to give waits without holding a thread: on two processors the pool has no more than two.
    private readonly Channel<PipelineItem> _items = Channel.CreateUnbounded<PipelineItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _room = new(capacity, capacity);

    /// <summary>What is shown while the work goes on.</summary>
    public WorkProgress Progress { get; } = new();

    /// <summary>Cancelled when nobody takes items any more.</summary>
    public CancellationToken Stop { get; set; }

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

    /// <summary>Text that whoever sits at the prompt has to read.</summary>
    public void WriteNotice(string text) => Add(PipelineItemKind.Notice, text);

    public void ReportProgress(long done, long? total, string unit = "rows") => Progress.Report(done, total, unit);

    public void ReportWaiting(string reason, TimeSpan time) => Progress.Wait(reason, time);

    /// <summary>No more items come.</summary>
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Items as they come, until no more do, and between them what is to be shown of the progress.</summary>
    public IEnumerable<PipelineItem> TakeAll()
    {
        while (true)
        {
            while (TryTake(out PipelineItem item))
            {
                yield return item;
                if (Progress.IsDue())
                {
                    yield return ShownProgress;
                }
            }

            ValueTask<bool> more = _items.Reader.WaitToReadAsync(CancellationToken.None);
            if (!more.IsCompleted)
            {
                Task<bool> waiting = more.AsTask();
                while (!waiting.Wait(WorkProgress.Pause))
                {
                    if (Progress.IsDue())
                    {
                        yield return ShownProgress;
                    }
                }

                more = new ValueTask<bool>(waiting);
            }

            if (!more.Result)
            {
                yield break;
            }
        }
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

    private PipelineItem ShownProgress => new(PipelineItemKind.Progress, Progress);

    // A request that was still under way when the work ended may have something to say; nobody listens any more.
    private void Add(PipelineItemKind kind, object content, Action? written = null) => _items.Writer.TryWrite(new PipelineItem(kind, content, written));
}
