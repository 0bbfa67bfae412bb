using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads the rows of <c>byGroup</c>: a row of a new shape token by token, those of a known shape by comparing bytes.</summary>
internal ref struct RowSequence<TRow, TReader>(ReadOnlySpan<byte> body, TReader rowReader, RowShapes shapes, List<TRow> rows, List<UInt128> keys)
    where TReader : struct, IRowReader<TRow>
{
    private readonly ReadOnlySpan<byte> _body = body;
    private TReader _rowReader = rowReader;
    private RowShape? _last;

    /// <summary>Reads to the array's end.</summary>
    /// <param name="reader">Stands on the array's opening bracket; on the closing one afterwards.</param>
    /// <param name="origin">Where in the body the reader's own text starts.</param>
    /// <param name="skipped">Bytes that no JSON reader has seen, so that its positions are too small by as many.</param>
    public void Read(ref Utf8JsonReader reader, ref int origin, ref int skipped)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonRead.Expect(ref reader, JsonTokenType.StartObject, "byGroup");
            int start = origin + (int)reader.TokenStartIndex;
            rows.Add(_rowReader.Read(ref reader, out UInt128 key));
            keys.Add(key);
            int end = origin + (int)reader.BytesConsumed;
            shapes.Learn(_body[start..end]);
            int next = ReadKnown(end);
            if (next > end)
            {
                // A reader can't be moved on, but another one goes on further down in the same state: behind a row.
                skipped += next - end;
                origin = next;
                reader = new Utf8JsonReader(_body[origin..], isFinalBlock: true, reader.CurrentState);
            }
        }
    }

    // Rows one after the other while they have a known shape; gives the end of the last one.
    [MethodImpl(HotPath.Optimized)]
    private int ReadKnown(int end)
    {
        ReadOnlySpan<RowShape> known = shapes.Known;
        Span<(int Start, int End)> found = stackalloc (int, int)[RowShape.FieldCount];
        while (true)
        {
            int start = NextRow(end);
            if (start < 0)
            {
                return end;
            }

            ReadOnlySpan<byte> text = _body[start..];
            if (!TryMatch(known, text, found, out int length)
                || !_rowReader.TryCreate(new RowValues(text[..length], found, _last!), out TRow? row, out UInt128 key))
            {
                return end;
            }

            rows.Add(row);
            keys.Add(key);
            end = start + length;
        }
    }

    private bool TryMatch(ReadOnlySpan<RowShape> known, ReadOnlySpan<byte> text, scoped Span<(int Start, int End)> found, out int length)
    {
        found.Clear();
        if (_last is not null && _last.TryMatch(text, found, out length))
        {
            return true;
        }

        foreach (RowShape shape in known)
        {
            found.Clear();
            if (shape != _last && shape.TryMatch(text, found, out length))
            {
                _last = shape;
                return true;
            }
        }

        length = 0;
        return false;
    }

    // Behind a comma; anything else but a row there is for the JSON reader to judge.
    private readonly int NextRow(int from)
    {
        int at = SkipSpace(from);
        if (at == _body.Length || _body[at] != (byte)',')
        {
            return -1;
        }

        at = SkipSpace(at + 1);
        return at < _body.Length && _body[at] == (byte)'{' ? at : -1;
    }

    private readonly int SkipSpace(int at)
    {
        while (at < _body.Length && _body[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }
}
