using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Files;
using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Reads JSON Lines. Columns that are not known are passed over.</summary>
internal static class JsonLinesRows
{
    private const int MaximumLine = 1024 * 1024;

    /// <exception cref="FormatException">A line is no row.</exception>
    public static async IAsyncEnumerable<DatasetRow> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DatasetRow row = new();
        foreach (RawLine line in LineReader.Read(input, MaximumLine, cancellationToken))
        {
            ReadOnlyMemory<byte> bytes = line.Bytes.Span is [.., (byte)'\r'] ? line.Bytes[..^1] : line.Bytes;
            Fill(row, bytes.IsEmpty ? throw new FormatException("It is empty, or longer than any row.") : bytes.Span);
            yield return row;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static void Fill(DatasetRow row, ReadOnlySpan<byte> line)
    {
        row.Clear();
        Utf8JsonReader json = new(line);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("It is no JSON object.");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int place = DatasetColumns.PlaceOf(json.GetString()!);
                json.Read();
                if (place < 0 || json.TokenType == JsonTokenType.Null)
                {
                    json.Skip();
                    continue;
                }

                switch (DatasetColumns.All[place].Type)
                {
                    case TableType.Text:
                        row.Text[place] = json.GetString();
                        break;
                    case TableType.Real:
                        row.Real[place] = json.GetDouble();
                        break;
                    case TableType.Integer:
                        row.Integer[place] = json.GetInt64();
                        break;
                    default:
                        row.Integer[place] = Microseconds.Read(json.GetString()!);
                        break;
                }
            }

            if (json.Read())
            {
                throw new FormatException("More than one value is on a line.");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("It is no JSON of a row.", e);
        }
    }
}
