using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>Reads comma-separated values with a header, by RFC 4180. Columns that are not known are passed over.</summary>
internal static class CsvRows
{
    private const int MaximumField = 64 * 1024;
    private const int MaximumFields = 1000;

    /// <exception cref="FormatException">A record is no row.</exception>
    public static async IAsyncEnumerable<DatasetRow> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader text = new(input, new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: true, 32 * 1024, leaveOpen: true);
        List<string?> fields = [];
        if (!Read(text, fields))
        {
            throw new FormatException("It has no header.");
        }

        RowAssembler.CheckColumns(fields);
        int[] places = [.. fields.Select(static name => DatasetColumns.PlaceOf(name ?? ""))];
        DatasetRow row = new();
        while (Read(text, fields))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (fields is [null])
            {
                continue;
            }

            Fill(row, fields, places);
            yield return row;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static void Fill(DatasetRow row, List<string?> fields, int[] places)
    {
        if (fields.Count != places.Length)
        {
            throw new FormatException(FormattableString.Invariant($"It has {fields.Count} fields where the header has {places.Length}."));
        }

        row.Clear();
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is var place and >= 0 && fields[i] is { } field)
            {
                switch (DatasetColumns.All[place].Type)
                {
                    case TableType.Text:
                        row.Text[place] = CsvText.Read(field);
                        break;
                    case TableType.Real:
                        row.Real[place] = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                            ? real
                            : throw new FormatException($"'{DatasetColumns.All[place].Name}' is a number.");
                        break;
                    case TableType.Integer:
                        row.Integer[place] = long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                            ? number
                            : throw new FormatException($"'{DatasetColumns.All[place].Name}' is a whole number.");
                        break;
                    default:
                        row.Integer[place] = Microseconds.Read(field);
                        break;
                }
            }
        }
    }

    // A field that was not quoted and holds nothing is null.
    private static bool Read(StreamReader text, List<string?> fields)
    {
        fields.Clear();
        if (text.Peek() < 0)
        {
            return false;
        }

        StringBuilder field = new();
        bool isQuoted = false;
        while (true)
        {
            int c = text.Read();
            if (c == '"' && field.Length == 0 && !isQuoted)
            {
                isQuoted = true;
                ReadQuoted(text, field);
            }
            else if (c is < 0 or ',' or '\n' || (c == '\r' && text.Peek() is '\n' or < 0))
            {
                fields.Add(field.Length == 0 && !isQuoted ? null : field.ToString());
                if (c != ',')
                {
                    if (c == '\r')
                    {
                        _ = text.Read();
                    }

                    return true;
                }

                field.Clear();
                isQuoted = false;
                Check(fields.Count, MaximumFields);
            }
            else
            {
                field.Append(isQuoted ? throw new FormatException("Something follows a quoted field.") : (char)c);
                Check(field.Length, MaximumField);
            }
        }
    }

    private static void ReadQuoted(StreamReader text, StringBuilder field)
    {
        while (true)
        {
            int c = text.Read();
            if (c < 0)
            {
                throw new FormatException("A quoted field has no end.");
            }

            if (c == '"')
            {
                if (text.Peek() != '"')
                {
                    return;
                }

                _ = text.Read();
            }

            field.Append((char)c);
            Check(field.Length, MaximumField);
        }
    }

    private static void Check(int count, int most)
    {
        if (count > most)
        {
            throw new FormatException("A record is longer than any row.");
        }
    }
}
