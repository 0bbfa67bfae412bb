using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Faults;

/// <summary>A fault that was ordered, and how often it has taken effect.</summary>
internal sealed class FaultTicket(int id, FaultOrder order)
{
    private readonly TaskCompletionSource _firstFired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RandomStream _random = new((ulong)order.Seed);
    private int _fired;
    private int _passed;

    public int Id { get; } = id;

    public FaultOrder Order { get; } = order;

    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Ends when the fault fires for the first time.</summary>
    public Task FirstFired => _firstFired.Task;

    /// <summary>Counts a matching request; true where the fault is due. The book's lock is held.</summary>
    internal bool IsDue()
    {
        if (_passed < Order.Skip)
        {
            _passed++;
            return false;
        }

        return (Order.Times == 0 || _fired < Order.Times) && (Order.Rate >= 1 || _random.NextDouble() < Order.Rate);
    }

    internal void Fire()
    {
        Interlocked.Increment(ref _fired);
        _firstFired.TrySetResult();
    }
}
