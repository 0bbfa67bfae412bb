using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Writes rows as JSON Lines. Each has all columns, so that a reader that looks at the first rows only knows them all.</summary>
internal sealed class JsonLinesRowWriter : RowWriter
{
    private const int Enough = 256 * 1024;

    private static readonly JsonEncodedText[] s_names = [.. DatasetColumns.All.Select(static column => JsonEncodedText.Encode(column.Name))];

    private readonly ArrayBufferWriter<byte> _buffer = new(Enough + 4096);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;
    private readonly bool _isOwn;

    public JsonLinesRowWriter(Stream output, bool isCompressed)
    {
        _output = isCompressed ? new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true) : output;
        _isOwn = isCompressed;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public override bool Add(ScoredInsight row)
    {
        _json.Reset(_buffer);
        Write(_json, row);
        _json.Flush();
        _buffer.Write("\n"u8);
        Waiting++;
        return _buffer.WrittenCount >= Enough;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
        Waiting = 0;
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_isOwn)
        {
            await _output.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override ValueTask DisposeAsync() => _json.DisposeAsync();

    /// <summary>Writes a row as an object.</summary>
    public static void Write(Utf8JsonWriter json, ScoredInsight row)
    {
        json.WriteStartObject();
        for (int i = 0; i < s_names.Length; i++)
        {
            DatasetColumn column = DatasetColumns.All[i];
            json.WritePropertyName(s_names[i]);
            switch (column.Type)
            {
                case TableType.Text:
                    json.WriteStringValue(column.Text!(row));
                    break;
                case TableType.Real when column.Real!(row) is { } number:
                    json.WriteNumberValue(number);
                    break;
                case TableType.Integer when column.Integer!(row) is { } number:
                    json.WriteNumberValue(number);
                    break;
                case TableType.Time when column.Integer!(row) is { } time:
                    json.WriteStringValue(Microseconds.ToText(time));
                    break;
                default:
                    json.WriteNullValue();
                    break;
            }
        }

        json.WriteEndObject();
    }
}
