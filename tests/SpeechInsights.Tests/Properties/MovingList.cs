using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Properties;

/// <summary>A list that is served page by page and changes meanwhile.</summary>
/// <param name="rows">The rows at the start.</param>
/// <param name="change">How it changes.</param>
/// <param name="when">Before which pages served it changes, each as often as it is named.</param>
/// <param name="seed">The same seed changes the same rows.</param>
internal sealed class MovingList(IEnumerable<int> rows, ListChange change, int[] when, int seed)
{
    private readonly List<int> _rows = [.. rows];
    private readonly Random _random = new(seed);
    private int _served;

    /// <summary>The rows that were there all the time.</summary>
    public HashSet<int> Stayed { get; } = [.. rows];

    /// <summary>How many rows more the list promises than it has.</summary>
    public long Lie { get; init; }

    public Task<Page<int>> ServeAsync(long offset, int size, int servedSize)
    {
        Assert.True(_served < 10_000, "it does not end");
        Move(when.Count(at => at == _served));
        _served++;
        int[] page = [.. _rows.Skip((int)Math.Min(offset, int.MaxValue)).Take(Math.Min(size, servedSize))];
        return Task.FromResult(new Page<int>(page, [.. page.Select(static row => (UInt128)(uint)row)], _rows.Count + Lie, servedSize));
    }

    public void Move(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Move();
        }

        Stayed.IntersectWith(_rows);
    }

    private void Move()
    {
        switch (change)
        {
            case ListChange.Shuffle:
                int[] shuffled = [.. _rows];
                _random.Shuffle(shuffled);
                _rows.Clear();
                _rows.AddRange(shuffled);
                break;
            case ListChange.Grow:
                _rows.Insert(_random.Next(_rows.Count + 1), 1_000 + _rows.Count);
                break;
            case ListChange.Shrink when _rows.Count > 0:
                _rows.RemoveAt(_random.Next(_rows.Count));
                break;
            case ListChange.ReplaceBetween when _rows.Count > 0:
                _rows.RemoveAt(_random.Next(_rows.Count));
                _rows.Insert(_random.Next(2) == 0 ? _rows.Count : _random.Next(_rows.Count + 1), 1_000 + _random.Next(1_000_000));
                break;
        }
    }
}
