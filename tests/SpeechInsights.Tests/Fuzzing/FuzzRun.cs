using System.Diagnostics;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>Feeds a target with damaged inputs. The same seed makes the same inputs; a failure prints what replays it.</summary>
internal sealed class FuzzRun(FuzzTarget target, int seed)
{
    private const int MaximumHex = 400;

    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_hung = TimeSpan.FromSeconds(20);

    private readonly Mutator _mutator = new(target.Seeds);
    private int _accepted;
    private int _refused;
    private int _index = -1;
    private byte[] _input = [];
    private long _started;
    private string? _failure;

    /// <summary>Runs on a thread of its own, so that an input that never ends is told too.</summary>
    public FuzzReport Execute(int count)
    {
        long began = Stopwatch.GetTimestamp();
        Volatile.Write(ref _started, began);
        Thread worker = new(() => Feed(count)) { IsBackground = true, Name = target.Name };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > s_hung)
            {
                Assert.Fail(Describe("does not end"));
            }
        }

        Assert.True(_failure is null, _failure);
        return new FuzzReport(target.Name, seed, _accepted, _refused, Stopwatch.GetElapsedTime(began));
    }

    private void Feed(int count)
    {
        try
        {
            for (_index = 0; _index < count && _failure is null; _index++)
            {
                _input = _mutator.Next(new Random(unchecked((seed * 1_000_003) + _index)));
                FeedOne();
            }
        }
        catch (Exception e)
        {
            _failure = Describe(e.ToString());
        }
    }

    private void FeedOne()
    {
        (bool isAccepted, TimeSpan elapsed, long bytes) = Measure();
        if (elapsed > s_slow || bytes > target.MaximumBytes)
        {
            // Others use the machine too: what is slow is slow a second time.
            (_, TimeSpan again, long bytesAgain) = Measure();
            if (again > s_slow || bytesAgain > target.MaximumBytes)
            {
                _failure = Describe($"takes {again.TotalSeconds:0.0} s and {bytesAgain / 1024} KB");
            }
        }

        _accepted += isAccepted ? 1 : 0;
        _refused += isAccepted ? 0 : 1;
    }

    private (bool IsAccepted, TimeSpan Elapsed, long Bytes) Measure()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        Volatile.Write(ref _started, started);
        bool isAccepted;
        try
        {
            isAccepted = target.Feed(_input);
        }
        catch (Exception e) when (target.IsRefusal(e))
        {
            isAccepted = false;
        }

        return (isAccepted, Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string Describe(string what)
    {
        string hex = Convert.ToHexString(_input);
        string shown = hex.Length <= MaximumHex ? hex : hex[..MaximumHex] + "…";
        return FormattableString.Invariant($"{target.Name}, seed {seed}, input {_index} ({_input.Length} bytes): {what}\n{shown}");
    }
}
