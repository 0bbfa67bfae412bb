namespace SpeechInsights.Datasets;

/// <summary>Writes rows to a stream in one format. Rows are gathered, and written where there are enough.</summary>
internal abstract class RowWriter : IAsyncDisposable
{
    /// <summary>Rows that wait to be written.</summary>
    public int Waiting { get; protected set; }

    /// <summary>Opens a writer.</summary>
    /// <param name="output">Where the rows go; it stays open.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RowWriter> CreateAsync(Stream output, DatasetFormat format, CancellationToken cancellationToken) => format switch
    {
        DatasetFormat.Parquet => await ParquetRowWriter.CreateAsync(output, cancellationToken).ConfigureAwait(false),
        DatasetFormat.JsonLines => new JsonLinesRowWriter(output, isCompressed: false),
        DatasetFormat.JsonLinesGzip => new JsonLinesRowWriter(output, isCompressed: true),
        _ => new CsvRowWriter(output),
    };

    /// <summary>Adds a row.</summary>
    /// <returns>Whether enough rows wait to be written.</returns>
    public abstract bool Add(ScoredInsight row);

    /// <summary>Writes what waits.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Writes what waits, and the end of the file.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of the writer; a file that was not completed is none.</summary>
    public abstract ValueTask DisposeAsync();
}
