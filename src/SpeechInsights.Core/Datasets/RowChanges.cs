using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using SpeechInsights.Insights;

namespace SpeechInsights.Datasets;

/// <summary>Counts the rows of a day that came, went or have other figures than before. It keeps 32 bytes a row of the old day.</summary>
internal sealed class RowChanges : IDisposable
{
    private readonly Dictionary<UInt128, UInt128> _old = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private long _changed;

    public RowChanges() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>Takes the old rows.</summary>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public async Task ReadOldAsync(IAsyncEnumerable<IReadOnlyList<ScoredInsight>> rows)
    {
        await foreach (IReadOnlyList<ScoredInsight> batch in rows.ConfigureAwait(false))
        {
            foreach (ScoredInsight row in batch)
            {
                _old[KeyOf(row)] = DigestOf(row);
            }
        }
    }

    public void Add(ScoredInsight row) => _changed += _old.Remove(KeyOf(row), out UInt128 digest) && digest == DigestOf(row) ? 0 : 1;

    /// <summary>All changes, once every new row was added.</summary>
    public long Complete() => _changed + _old.Count;

    public void Dispose() => _json.Dispose();

    private static UInt128 KeyOf(ScoredInsight row)
    {
        Span<byte> parts = stackalloc byte[24];
        BinaryPrimitives.WriteUInt128LittleEndian(parts, row.Key);
        BinaryPrimitives.WriteInt64LittleEndian(parts[16..], row.Timestamp is { } time ? Microseconds.Of(time) : long.MinValue);
        return RowKey.Compute(parts);
    }

    private UInt128 DigestOf(ScoredInsight row)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        JsonLinesRowWriter.Write(_json, row);
        _json.Flush();
        return RowKey.Compute(_buffer.WrittenSpan);
    }
}
