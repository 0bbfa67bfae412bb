using System.Buffers;
using System.Runtime.CompilerServices;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Summary;

/// <summary>
/// The bytes of a row without its values. A row of the same shape has the same bytes in between, so that its values are
/// found without reading it token by token. Speculation on the structure is Mison's idea (Li et al., PVLDB 10, 2017).
/// </summary>
/// <remarks>
/// Only plain values are taken: ASCII text without escapes and short decimal numbers. Whatever else comes does not match, and
/// <see cref="System.Text.Json.Utf8JsonReader"/> decides.
/// </remarks>
internal sealed class RowShape
{
    /// <summary>How many places a table of values by field has.</summary>
    public const int FieldCount = (int)RowField.CsatAverage + 1;

    /// <summary>The most values that a shape has.</summary>
    public const int MaximumValues = 24;

    private const int LongestText = 256;
    private const int LongestNumber = 24;

    private static readonly SearchValues<byte> s_plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7f - 0x20).Select(static c => (byte)c).Where(static c => c is not ((byte)'"' or (byte)'\\'))]);

    private readonly byte[][] _literals;
    private readonly (RowField Field, bool IsText)[] _values;
    private readonly int _places;

    /// <param name="literals">The bytes before, between and after the values: one more than there are values.</param>
    /// <param name="values">The values, in their order.</param>
    /// <param name="places">The objects that the row has.</param>
    public RowShape(byte[][] literals, (RowField Field, bool IsText)[] values, IEnumerable<RowPlace> places)
    {
        _literals = literals;
        _values = values;
        _places = places.Aggregate(0, static (all, place) => all | (1 << (int)place));
    }

    /// <summary>Whether the row has this object.</summary>
    public bool Has(RowPlace place) => (_places & (1 << (int)place)) != 0;

    /// <summary>Whether both describe the same rows.</summary>
    public bool IsSame(RowShape other) =>
        _values.AsSpan().SequenceEqual(other._values) && _literals.Zip(other._literals).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Finds the values of a row that starts with the text.</summary>
    /// <param name="text">The row, and what comes after it.</param>
    /// <param name="found">Where the values are, by field; an element stays as it is where the row has no such value.</param>
    /// <param name="length">The row's bytes.</param>
    /// <returns>False where the row has another shape.</returns>
    [MethodImpl(HotPath.Optimized)]
    public bool TryMatch(ReadOnlySpan<byte> text, scoped Span<(int Start, int End)> found, out int length)
    {
        int at = 0;
        length = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            if (!Passes(text, _literals[i], ref at))
            {
                return false;
            }

            (RowField field, bool isText) = _values[i];
            int size = isText ? TextLength(text[at..]) : NumberLength(text[at..]);
            if (size < 0)
            {
                return false;
            }

            found[(int)field] = (at, at + size);
            at += size;
        }

        length = Passes(text, _literals[^1], ref at) ? at : 0;
        return length > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Passes(ReadOnlySpan<byte> text, byte[] literal, ref int at)
    {
        bool passes = text.Length - at >= literal.Length && text.Slice(at, literal.Length).SequenceEqual(literal);
        at += literal.Length;
        return passes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TextLength(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(s_plain);
        return length is >= 0 and <= LongestText && text[length] == (byte)'"' ? length : -1;
    }

    // RFC 8259, section 6, without an exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        int at = text is [(byte)'-', ..] ? 1 : 0;
        int whole = Digits(text, at);
        if (whole == 0 || (whole > 1 && text[at] == (byte)'0'))
        {
            return -1;
        }

        at += whole;
        if (at < text.Length && text[at] == (byte)'.')
        {
            int fraction = Digits(text, at + 1);
            at = fraction == 0 ? LongestNumber + 1 : at + 1 + fraction;
        }

        return at <= LongestNumber ? at : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        int at = from;
        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            at++;
        }

        return at - from;
    }
}
