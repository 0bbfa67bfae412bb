using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Summary;

/// <summary>The values of a row that a shape has matched: plain text and plain numbers.</summary>
internal readonly ref struct RowValues
{
    private const int LongestExact = 16;

    private static readonly double[] s_powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly ReadOnlySpan<byte> _row;
    private readonly ReadOnlySpan<(int Start, int End)> _found;
    private readonly RowShape _shape;

    public RowValues(ReadOnlySpan<byte> row, ReadOnlySpan<(int Start, int End)> found, RowShape shape)
    {
        _row = row;
        _found = found;
        _shape = shape;
    }

    /// <summary>Whether the row has this object.</summary>
    public bool Has(RowPlace place) => _shape.Has(place);

    /// <summary>Whether the row has this value, and not null in its place.</summary>
    public bool Has(RowField field) => _found[(int)field].Start > 0;

    /// <summary>A value's bytes, without quotes.</summary>
    public ReadOnlySpan<byte> Bytes(RowField field) => _row[_found[(int)field].Start.._found[(int)field].End];

    /// <summary>A value as text.</summary>
    public string Text(RowField field) => Encoding.ASCII.GetString(Bytes(field));

    /// <summary>A reader that stands on a text value.</summary>
    public Utf8JsonReader ReaderAt(RowField field)
    {
        Utf8JsonReader reader = new(_row[(_found[(int)field].Start - 1)..(_found[(int)field].End + 1)]);
        reader.Read();
        return reader;
    }

    /// <summary>The figures of a metric.</summary>
    /// <param name="count">The metric's count; sum and average follow it.</param>
    /// <param name="metric">The figures.</param>
    /// <returns>False where they are not as plain as they look.</returns>
    [MethodImpl(HotPath.Optimized)]
    public bool TryMetric(RowField count, out SummaryMetric metric)
    {
        metric = default;
        long? number = null;
        double? sum = null;
        double? average = null;
        if (Has(count))
        {
            ReadOnlySpan<byte> digits = Bytes(count);
            if (digits.Length > 18 || !Utf8Parser.TryParse(digits, out long whole, out int used) || used != digits.Length || whole < 0)
            {
                return false;
            }

            number = whole;
        }

        if (Has(count + 1))
        {
            sum = Number(Bytes(count + 1));
        }

        if (Has(count + 2))
        {
            average = Number(Bytes(count + 2));
        }

        metric = SummaryMetric.Create(number, sum, average);
        return true;
    }

    // A whole number below 2^53 divided by an exact power of ten is rounded once, so it is the nearest double (Clinger, PLDI 1990).
    [MethodImpl(HotPath.Optimized)]
    private static double Number(ReadOnlySpan<byte> text)
    {
        ulong digits = 0;
        int fraction = 0;
        bool afterPoint = false;
        foreach (byte b in text[(text[0] == (byte)'-' ? 1 : 0)..])
        {
            if (b == (byte)'.')
            {
                afterPoint = true;
                continue;
            }

            digits = (digits * 10) + (uint)(b - '0');
            fraction += afterPoint ? 1 : 0;
        }

        if (text.Length > LongestExact || digits >= 1UL << 53)
        {
            Utf8Parser.TryParse(text, out double exact, out _);
            return exact;
        }

        double number = digits / s_powers[fraction];
        return text[0] == (byte)'-' ? -number : number;
    }
}
