using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Writes rows as Parquet, a row group at a time.</summary>
internal sealed class ParquetRowWriter : RowWriter
{
    /// <summary>Rows of a row group: enough for columns to compress well, few enough to be held.</summary>
    public const int GroupRows = 65_536;

    private readonly ParquetTableWriter _table;
    private readonly List<ScoredInsight> _rows = [];

    // Filled anew for each column.
    private string?[] _texts = [];
    private double?[] _reals = [];
    private long?[] _integers = [];
    private DateTime?[] _times = [];

    private ParquetRowWriter(ParquetTableWriter table) => _table = table;

    public static async Task<RowWriter> CreateAsync(Stream output, CancellationToken cancellationToken) =>
        new ParquetRowWriter(await ParquetTableWriter.CreateAsync(output, DatasetColumns.Table, cancellationToken).ConfigureAwait(false));

    public override bool Add(ScoredInsight row)
    {
        _rows.Add(row);
        Waiting = _rows.Count;
        return Waiting >= GroupRows;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0)
        {
            await _table.WriteAsync(Column, _rows.Count, cancellationToken).ConfigureAwait(false);
            _rows.Clear();
            Waiting = 0;
        }
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _table.DisposeAsync().ConfigureAwait(false);
    }

    // Without its end the file is none, and its end is written where the table is let go of.
    public override ValueTask DisposeAsync() => default;

    private Array Column(int place)
    {
        DatasetColumn column = DatasetColumns.All[place];
        switch (column.Type)
        {
            case TableType.Text:
                return Fill(ref _texts, column.Text!);
            case TableType.Real:
                return Fill(ref _reals, column.Real!);
            case TableType.Integer:
                return Fill(ref _integers, column.Integer!);
            default:
                return Fill(ref _times, row => column.Integer!(row) is { } time ? Microseconds.ToTime(time) : null);
        }
    }

    private T[] Fill<T>(ref T[] values, Func<ScoredInsight, T> valueOf)
    {
        if (values.Length < _rows.Count)
        {
            values = new T[_rows.Capacity];
        }

        for (int i = 0; i < _rows.Count; i++)
        {
            values[i] = valueOf(_rows[i]);
        }

        return values;
    }
}
