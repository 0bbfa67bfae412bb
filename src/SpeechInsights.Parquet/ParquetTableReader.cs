using Parquet;
using Parquet.Schema;

namespace SpeechInsights.Parquet;

/// <summary>Reads a table of Apache Parquet, whoever wrote it, a row group at a time.</summary>
public sealed class ParquetTableReader : IAsyncDisposable
{
    /// <summary>The most rows that a row group may have; other writers make them of about a million at most.</summary>
    public const int MaximumGroupRows = 16 * 1024 * 1024;

    // Even a file whose rows are all the same has more bytes than that; a damaged number of rows would take memory for all of them.
    private const int MaximumRowsPerByte = 64;

    private readonly ParquetReader _reader;
    private readonly long _bytes;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly DataField?[] _fields;

    // Filled again for each row group: new ones would be collected late, since they are large.
    private readonly Array?[] _buffers;

    private ParquetTableReader(ParquetReader reader, long bytes, IReadOnlyList<TableColumn> columns)
    {
        _reader = reader;
        _bytes = bytes;
        _columns = columns;
        _buffers = new Array?[columns.Count];
        DataField[] found = reader.Schema.DataFields;
        _fields = [.. columns.Select(column => found.FirstOrDefault(field => field.Path.ToString() == column.Name))];
    }

    /// <summary>Row groups, 0 or more.</summary>
    public int GroupCount => _reader.RowGroupCount;

    /// <summary>The names of the wanted columns that the file lacks.</summary>
    public IEnumerable<string> Missing => _columns.Where((_, i) => _fields[i] is null).Select(static column => column.Name);

    /// <summary>Opens a file.</summary>
    /// <param name="input">The file, which can be sought in; it stays open.</param>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is none, or holds something else in one of the columns.</exception>
    public static Task<ParquetTableReader> OpenAsync(Stream input, IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        await FooterCheck.RunAsync(input, cancellationToken).ConfigureAwait(false);
        EndingStream ending = new(input);
        return new ParquetTableReader(await ParquetReader.CreateAsync(ending, leaveStreamOpen: true, cancellationToken: cancellationToken).ConfigureAwait(false), input.Length, columns);
    });

    /// <summary>Reads a row group.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// How many rows, and an array for each column, of the type that <see cref="TableType"/> says and perhaps longer; null where it holds nothing. They hold until the next call.
    /// </returns>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public Task<(int Count, Array?[] Columns)> ReadAsync(int index, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        using ParquetRowGroupReader group = _reader.OpenRowGroupReader(index);
        if (group.RowCount is < 0 or > MaximumGroupRows || group.RowCount > _bytes * MaximumRowsPerByte)
        {
            throw new InvalidDataException($"A row group says that it has {group.RowCount} rows.");
        }

        int count = (int)group.RowCount;
        Array?[] columns = new Array?[_columns.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = _fields[i] is not { } field || group.GetStatistics(field)?.NullCount == count ? null : _columns[i].Type switch
            {
                TableType.Text => await ReadTextAsync(i, group, field, count, cancellationToken).ConfigureAwait(false),
                TableType.Real => await ReadAsync<double>(i, group, field, count, cancellationToken).ConfigureAwait(false),
                TableType.Integer => await ReadAsync<long>(i, group, field, count, cancellationToken).ConfigureAwait(false),
                _ => await ReadAsync<DateTime>(i, group, field, count, cancellationToken).ConfigureAwait(false),
            };
        }

        return (count, columns);
    });

    /// <summary>Closes the reader.</summary>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private T[] BufferOf<T>(int column, int count)
    {
        if (_buffers[column] is not T[] buffer || buffer.Length < count)
        {
            _buffers[column] = buffer = new T[count];
        }

        return buffer;
    }

    private async Task<Array> ReadTextAsync(int column, ParquetRowGroupReader group, DataField field, int count, CancellationToken cancellationToken)
    {
        string?[] texts = BufferOf<string?>(column, count);
        await group.ReadAsync(field, texts.AsMemory(0, count), cancellationToken: cancellationToken).ConfigureAwait(false);
        return texts;
    }

    private async Task<Array> ReadAsync<T>(int column, ParquetRowGroupReader group, DataField field, int count, CancellationToken cancellationToken)
        where T : struct
    {
        if (field.ClrType != typeof(T))
        {
            throw new InvalidDataException($"The column {field.Name} holds {field.ClrType.Name}, not {typeof(T).Name}.");
        }

        T?[] values = BufferOf<T?>(column, count);
        if (field.IsNullable)
        {
            await group.ReadAsync<T>(field, values.AsMemory(0, count), cancellationToken: cancellationToken).ConfigureAwait(false);
            return values;
        }

        T[] known = new T[count];
        await group.ReadAsync<T>(field, known.AsMemory(), cancellationToken: cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < count; i++)
        {
            values[i] = known[i];
        }

        return values;
    }

    // The library ends in many ways at a file that was cut or changed, running out of an array among them.
    private static async Task<T> GuardedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or InvalidDataException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException))
        {
            throw new InvalidDataException($"It is no table of Parquet, or was changed ({e.GetType().Name}).", e);
        }
    }
}
