namespace SpeechInsights.Simulator.Summary;

/// <summary>The rows of a query as codes (interaction index times two plus agent slot): a list, or a run of neighbours.</summary>
internal sealed class RowSet
{
    private readonly ReadOnlyMemory<int> _codes;
    private readonly int _firstIndex;
    private readonly bool _isRun;

    private RowSet(ReadOnlyMemory<int> codes, int firstIndex, int count, bool isRun, int ownedCodes)
    {
        _codes = codes;
        _firstIndex = firstIndex;
        _isRun = isRun;
        Count = count;
        OwnedCodes = ownedCodes;
    }

    public int Count { get; }

    /// <summary>How many codes are kept for this set alone.</summary>
    public int OwnedCodes { get; }

    public static RowSet Run(int firstIndex, int count) => new(default, firstIndex, count, true, 0);

    public static RowSet Slice(ReadOnlyMemory<int> shared) => new(shared, 0, shared.Length, false, 0);

    public static RowSet List(int[] codes) => new(codes, 0, codes.Length, false, codes.Length);

    public int CodeAt(int position) => _isRun ? (_firstIndex + position) << 1 : _codes.Span[position];
}
