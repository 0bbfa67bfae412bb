using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>Learns the shape of a row that was read.</summary>
internal ref struct RowShapeReader
{
    private readonly ReadOnlySpan<byte> _row;
    private readonly List<byte[]> _literals = [];
    private readonly List<(RowField Field, bool IsText)> _values = [];
    private readonly HashSet<RowField> _seen = [];
    private readonly HashSet<RowPlace> _places = [];
    private int _literalStart;

    private RowShapeReader(ReadOnlySpan<byte> row) => _row = row;

    /// <summary>The shape of a row.</summary>
    /// <param name="row">A whole JSON object that the row reader has accepted.</param>
    /// <returns>Null where rows like this are better read token by token: too many values, one that comes twice, or names with escapes.</returns>
    public static RowShape? Read(ReadOnlySpan<byte> row)
    {
        RowShapeReader shape = new(row);
        return shape.Learn() ? new RowShape([.. shape._literals], [.. shape._values], shape._places) : null;
    }

    private bool Learn()
    {
        Utf8JsonReader reader = new(_row, new JsonReaderOptions { MaxDepth = JsonDepth.Maximum });
        Stack<RowPlace> places = new();
        RowPlace next = RowPlace.Row;
        RowField field = RowField.None;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    // One that is no text is passed over by the row reader, which does not compare it with every name here.
                    if (reader.ValueIsEscaped)
                    {
                        return false;
                    }

                    (next, field) = Find(ref reader, places.Peek());
                    continue;
                case JsonTokenType.StartObject:
                    if (next != RowPlace.Other && !_places.Add(next))
                    {
                        return false;
                    }

                    places.Push(next);
                    break;
                case JsonTokenType.StartArray:
                    places.Push(RowPlace.Other);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    places.Pop();
                    break;
                case JsonTokenType.String or JsonTokenType.Number:
                    Add((int)reader.TokenStartIndex, reader.ValueSpan.Length, reader.TokenType == JsonTokenType.String, field);
                    break;
            }

            if (field != RowField.None && !_seen.Add(field))
            {
                return false;
            }

            (next, field) = (RowPlace.Other, RowField.None);
        }

        _literals.Add(_row[_literalStart..].ToArray());
        return _values.Count <= RowShape.MaximumValues;
    }

    private void Add(int start, int length, bool isText, RowField field)
    {
        start += isText ? 1 : 0;
        _literals.Add(_row[_literalStart..start].ToArray());
        _values.Add((field, isText));
        _literalStart = start + length;
    }

    private static (RowPlace Place, RowField Field) Find(ref Utf8JsonReader reader, RowPlace place) => place switch
    {
        RowPlace.Row when reader.ValueTextEquals("groupId"u8) => (RowPlace.Other, RowField.GroupId),
        RowPlace.Row when reader.ValueTextEquals("groupBy"u8) => (RowPlace.Group, RowField.None),
        RowPlace.Row when reader.ValueTextEquals("byMetric"u8) => (RowPlace.Metrics, RowField.None),
        RowPlace.Group when reader.ValueTextEquals("time"u8) => (RowPlace.Other, RowField.Time),
        RowPlace.Group when reader.ValueTextEquals("agentId"u8) => (RowPlace.Other, RowField.AgentId),
        RowPlace.Metrics when reader.ValueTextEquals("speechAnalytics"u8) => (RowPlace.Speech, RowField.None),
        RowPlace.Metrics when reader.ValueTextEquals("sentiment"u8) => (RowPlace.Sentiment, RowField.None),
        RowPlace.Metrics when reader.ValueTextEquals("csat"u8) => (RowPlace.Csat, RowField.None),
        RowPlace.Speech => (RowPlace.Other, FindFigure(ref reader, RowField.SpeechCount)),
        RowPlace.Sentiment => (RowPlace.Other, FindFigure(ref reader, RowField.SentimentCount)),
        RowPlace.Csat => (RowPlace.Other, FindFigure(ref reader, RowField.CsatCount)),
        _ => (RowPlace.Other, RowField.None),
    };

    private static RowField FindFigure(ref Utf8JsonReader reader, RowField count) =>
        reader.ValueTextEquals("count"u8) ? count
        : reader.ValueTextEquals("sum"u8) ? count + 1
        : reader.ValueTextEquals("avg"u8) ? count + 2
        : RowField.None;
}
