using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads <c>{"byGroup":[…],"totalCount","pageSize","offset"}</c>; unknown properties are passed over.</summary>
internal static class SummaryPage
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonDepth.Maximum };

    /// <summary>Reads a page.</summary>
    /// <param name="body">The whole answer.</param>
    /// <param name="rowReader">Reads a row.</param>
    /// <param name="shapes">What rows looked like so far.</param>
    /// <param name="expectedRows">How many rows there will be.</param>
    /// <exception cref="JsonException">The body is not whole JSON.</exception>
    /// <exception cref="FormatException">It is JSON, but no page.</exception>
    public static Page<TRow> Read<TRow, TReader>(ReadOnlySpan<byte> body, TReader rowReader, RowShapes shapes, int expectedRows)
        where TReader : struct, IRowReader<TRow>
    {
        int skipped = 0;
        try
        {
            return Read<TRow, TReader>(body, rowReader, shapes, expectedRows, ref skipped);
        }
        catch (JsonException e) when (skipped > 0)
        {
            throw new JsonException(null, e.Path, e.LineNumber, e.BytePositionInLine + skipped, e);
        }
    }

    private static Page<TRow> Read<TRow, TReader>(ReadOnlySpan<byte> body, TReader rowReader, RowShapes shapes, int expectedRows, ref int skipped)
        where TReader : struct, IRowReader<TRow>
    {
        Utf8JsonReader reader = new(body, s_options);
        JsonRead.StartObject(ref reader);
        int origin = 0;
        List<TRow>? rows = null;
        List<UInt128>? keys = null;
        long? total = null;
        int? size = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("byGroup"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null)
                {
                    continue;
                }

                JsonRead.Expect(ref reader, JsonTokenType.StartArray, "byGroup");
                rows = new List<TRow>(expectedRows);
                keys = new List<UInt128>(expectedRows);
                RowSequence<TRow, TReader> run = new(body, rowReader, shapes, rows, keys);
                run.Read(ref reader, ref origin, ref skipped);
            }
            else if (reader.ValueTextEquals("totalCount"u8))
            {
                reader.Read();
                total = JsonRead.Count(ref reader, "totalCount");
            }
            else if (reader.ValueTextEquals("pageSize"u8))
            {
                reader.Read();
                size = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : null;
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        // Reading on to the end finds what was cut off or stuck on behind.
        while (reader.Read())
        {
        }

        return total is null ? throw new FormatException("totalCount is missing")
            : rows is null && total > 0 ? throw new FormatException("byGroup is missing")
            : new Page<TRow>(rows ?? [], keys ?? [], total.Value, size);
    }
}
