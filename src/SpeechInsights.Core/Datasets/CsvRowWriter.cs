using System.Globalization;
using System.Text;
using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Writes rows as comma-separated values, the same in every culture.</summary>
internal sealed class CsvRowWriter : RowWriter
{
    private const int Enough = 128 * 1024;
    private const string NewLine = "\r\n";

    private readonly StringBuilder _text = new(Enough + 4096);
    private readonly Stream _output;

    public CsvRowWriter(Stream output)
    {
        _output = output;
        _text.AppendJoin(',', DatasetColumns.All.Select(static column => column.Name)).Append(NewLine);
    }

    public override bool Add(ScoredInsight row)
    {
        for (int i = 0; i < DatasetColumns.All.Count; i++)
        {
            DatasetColumn column = DatasetColumns.All[i];
            if (i > 0)
            {
                _text.Append(',');
            }

            switch (column.Type)
            {
                case TableType.Text:
                    CsvText.Write(_text, column.Text!(row));
                    break;
                case TableType.Real when column.Real!(row) is { } number:
                    _text.Append(CultureInfo.InvariantCulture, $"{number:R}");
                    break;
                case TableType.Integer when column.Integer!(row) is { } number:
                    _text.Append(CultureInfo.InvariantCulture, $"{number}");
                    break;
                case TableType.Time when column.Integer!(row) is { } time:
                    _text.Append(Microseconds.ToText(time));
                    break;
            }
        }

        _text.Append(NewLine);
        Waiting++;
        return _text.Length >= Enough;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancellationToken).ConfigureAwait(false);
        _text.Clear();
        Waiting = 0;
    }

    public override Task CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    public override ValueTask DisposeAsync() => default;
}
