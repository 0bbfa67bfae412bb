using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Reads the rows of a file, in their order, in batches.</summary>
internal static class RowReader
{
    private const int BatchRows = 1000;

    /// <param name="input">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="path">What errors call it.</param>
    /// <param name="description">What all of its rows were asked by; null where it is not known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<ScoredInsight>> ReadAsync(
        Stream input, DatasetFormat format, string path, DatasetDescription? description, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RowAssembler assembler = new(description);
        List<ScoredInsight> batch = new(BatchRows);
        long number = 0;
        IAsyncEnumerator<DatasetRow> rows = Open(input, format, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await NextAsync().ConfigureAwait(false))
            {
                if (batch.Count == BatchRows)
                {
                    yield return batch;
                    batch = new List<ScoredInsight>(BatchRows);
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }

        async ValueTask<bool> NextAsync()
        {
            number++;
            try
            {
                if (!await rows.MoveNextAsync().ConfigureAwait(false))
                {
                    return false;
                }

                batch.Add(assembler.Make(rows.Current));
                return true;
            }
            catch (Exception e) when (e is FormatException or InvalidDataException or DecoderFallbackException or OverflowException)
            {
                throw new InsightsException(InsightsError.DatasetInvalid, FormattableString.Invariant($"{path} can't be read at row {number}: {e.Message}"), target: path, innerException: e);
            }
        }
    }

    private static IAsyncEnumerable<DatasetRow> Open(Stream input, DatasetFormat format, CancellationToken cancellationToken) => format switch
    {
        DatasetFormat.Parquet => ReadParquetAsync(input, cancellationToken),
        DatasetFormat.JsonLines => JsonLinesRows.ReadAsync(input, cancellationToken),
        DatasetFormat.JsonLinesGzip => JsonLinesRows.ReadAsync(new GZipStream(input, CompressionMode.Decompress, leaveOpen: true), cancellationToken),
        _ => CsvRows.ReadAsync(input, cancellationToken),
    };

    private static async IAsyncEnumerable<DatasetRow> ReadParquetAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ParquetTableReader table = await ParquetTableReader.OpenAsync(input, DatasetColumns.Table, cancellationToken).ConfigureAwait(false);
        await using (table.ConfigureAwait(false))
        {
            RowAssembler.CheckColumns([.. DatasetColumns.Table.Select(static column => column.Name).Except(table.Missing)]);
            DatasetRow row = new();
            for (int group = 0; group < table.GroupCount; group++)
            {
                (int count, Array?[] columns) = await table.ReadAsync(group, cancellationToken).ConfigureAwait(false);
                for (int i = 0; i < count; i++)
                {
                    Fill(row, columns, i);
                    yield return row;
                }
            }
        }
    }

    private static void Fill(DatasetRow row, Array?[] columns, int index)
    {
        for (int place = 0; place < columns.Length; place++)
        {
            switch (columns[place])
            {
                case string?[] texts:
                    row.Text[place] = texts[index];
                    break;
                case double?[] numbers:
                    row.Real[place] = numbers[index];
                    break;
                case long?[] numbers:
                    row.Integer[place] = numbers[index];
                    break;
                case DateTime?[] times:
                    row.Integer[place] = times[index] is { } time ? Microseconds.Of(time) : null;
                    break;
                default:
                    row.Text[place] = null;
                    row.Real[place] = null;
                    row.Integer[place] = null;
                    break;
            }
        }
    }
}
