using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace SpeechInsights.Parquet;

/// <summary>
/// Writes a table as Apache Parquet, compressed with Zstandard. Its surface has framework types only, so that Parquet.Net can live
/// in a load context of its own.
/// </summary>
public sealed class ParquetTableWriter : IAsyncDisposable
{
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;

    private ParquetTableWriter(ParquetWriter writer, DataField[] fields)
    {
        _writer = writer;
        _fields = fields;
    }

    /// <summary>Begins a file.</summary>
    /// <param name="output">Where it goes; it stays open.</param>
    /// <param name="columns">The columns; all of them take null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ParquetTableWriter> CreateAsync(Stream output, IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken)
    {
        DataField[] fields = [.. columns.Select(Field)];
        ParquetOptions options = new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        return new ParquetTableWriter(
            await ParquetWriter.CreateAsync(new ParquetSchema(fields), output, options, cancellationToken: cancellationToken).ConfigureAwait(false), fields);
    }

    /// <summary>Writes rows as one row group.</summary>
    /// <param name="columnOf">Gives the array of a column, of the type that <see cref="TableType"/> says; it may be the same one each time, filled anew.</param>
    /// <param name="count">How many rows of the arrays are written, 1 or more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(Func<int, Array> columnOf, int count, CancellationToken cancellationToken)
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        for (int i = 0; i < _fields.Length; i++)
        {
            await (columnOf(i) switch
            {
                string?[] texts => group.WriteAsync(_fields[i], new ArraySegment<string?>(texts, 0, count)!),
                double?[] numbers => group.WriteAsync<double>(_fields[i], numbers.AsMemory(0, count), cancellationToken: cancellationToken),
                long?[] numbers => group.WriteAsync<long>(_fields[i], numbers.AsMemory(0, count), cancellationToken: cancellationToken),
                DateTime?[] times => group.WriteAsync<DateTime>(_fields[i], times.AsMemory(0, count), cancellationToken: cancellationToken),
                Array other => throw new ArgumentException($"A column can't be of {other.GetType()}.", nameof(columnOf)),
            }).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    /// <summary>Ends the file.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static DataField Field(TableColumn column) => column.Type switch
    {
        TableType.Text => new DataField(column.Name, typeof(string), isNullable: true),
        TableType.Real => new DataField(column.Name, typeof(double), isNullable: true),
        TableType.Integer => new DataField(column.Name, typeof(long), isNullable: true),
        _ => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true),
    };
}
