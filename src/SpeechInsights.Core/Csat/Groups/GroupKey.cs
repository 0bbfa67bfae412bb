namespace SpeechInsights.Csat.Groups;

/// <summary>The values that the rows of a group have in common.</summary>
internal readonly struct GroupKey(object?[] values) : IEquatable<GroupKey>
{
    public IReadOnlyList<object?> Values => values;

    public bool Equals(GroupKey other) => values.AsSpan().SequenceEqual(((object?[])other.Values).AsSpan());

    public override bool Equals(object? obj) => obj is GroupKey other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (object? value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
