namespace SpeechInsights.Api.Summary;

/// <summary>The shapes of rows that a session has met. Safe for several threads; bounded.</summary>
/// <param name="capacity">The most shapes that are kept; with 0 every row is read token by token.</param>
internal sealed class RowShapes(int capacity = RowShapes.DefaultCapacity)
{
    public const int DefaultCapacity = 8;

    // Rows that never match (text with escapes, say) must not be learned from for ever.
    private const int Patience = 8;

    private readonly object _lock = new();
    private RowShape[] _known = [];
    private int _attempts = capacity * Patience;

    public RowShape[] Known => Volatile.Read(ref _known);

    /// <summary>Keeps the shape of a row that no known shape has matched.</summary>
    public void Learn(ReadOnlySpan<byte> row)
    {
        if (Volatile.Read(ref _attempts) <= 0)
        {
            return;
        }

        Span<(int Start, int End)> found = stackalloc (int, int)[RowShape.FieldCount];
        foreach (RowShape known in Known)
        {
            if (known.TryMatch(row, found, out _))
            {
                return;
            }
        }

        RowShape? shape = RowShapeReader.Read(row);
        lock (_lock)
        {
            _attempts--;
            if (shape is not null && _known.Length < capacity && !_known.Any(shape.IsSame))
            {
                Volatile.Write(ref _known, [.. _known, shape]);
            }
        }
    }
}
