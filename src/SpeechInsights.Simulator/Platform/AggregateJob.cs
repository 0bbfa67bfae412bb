namespace SpeechInsights.Simulator.Platform;

/// <summary>An asynchronous aggregates query: queued, then pending, then whatever it is to end as, one step for each look.</summary>
internal sealed class AggregateJob(AggregateRequest request, IReadOnlyList<AggregateRow> rows, DateTimeOffset submitted, JobState ending, int looks)
{
    private int _looks;

    public AggregateRequest Request { get; } = request;

    public IReadOnlyList<AggregateRow> Rows { get; } = rows;

    public DateTimeOffset Submitted { get; } = submitted;

    public bool IsFulfilled => ending == JobState.Fulfilled && Volatile.Read(ref _looks) > looks;

    /// <summary>The state, as this look finds it.</summary>
    public string Look()
    {
        int look = Interlocked.Increment(ref _looks);
        return look > looks ? ending.ToString().ToUpperInvariant() : look == 1 ? "QUEUED" : "PENDING";
    }
}
