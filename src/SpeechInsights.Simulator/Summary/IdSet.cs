namespace SpeechInsights.Simulator.Summary;

/// <summary>The interactions an id filter names, sorted and distinct, equal by content.</summary>
internal sealed class IdSet : IEquatable<IdSet>
{
    private readonly int[] _indexes;
    private readonly int _hash;

    public IdSet(List<int> indexes)
    {
        _indexes = IsAscending(indexes) ? [.. indexes] : [.. indexes.Distinct().Order()];
        HashCode hash = default;
        foreach (int index in _indexes)
        {
            hash.Add(index);
        }

        _hash = hash.ToHashCode();
    }

    public ReadOnlySpan<int> Indexes => _indexes;

    public bool Equals(IdSet? other) => other is not null && _hash == other._hash && Indexes.SequenceEqual(other.Indexes);

    public override bool Equals(object? obj) => Equals(obj as IdSet);

    public override int GetHashCode() => _hash;

    // Whoever asks for the surveys of a page of rows names them in their order.
    private static bool IsAscending(List<int> indexes)
    {
        for (int i = 1; i < indexes.Count; i++)
        {
            if (indexes[i] <= indexes[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
