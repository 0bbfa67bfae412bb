using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Platform;

/// <summary>Reads the groups of a page, one after the other.</summary>
internal ref struct AggregateGroupReader(AggregateQuery query, TextPool texts)
{
    private readonly AggregateQuery _query = query;

    // Rows come in the order of their time, so that one bucket is many rows'.
    private ReadOnlySpan<byte> _interval;
    private DateTimeOffset? _start;

    [MethodImpl(HotPath.Optimized)]
    public AggregateGroup Read(ref Utf8JsonReader reader)
    {
        // 'data' may stand before 'group'.
        string?[] dimensions = new string?[_query.GroupBy.Count];
        AggregateGroup group = new(dimensions, _query.Metrics.Count);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("group"u8))
            {
                reader.Read();
                ReadDimensions(ref reader, dimensions);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                ReadBuckets(ref reader, group);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return group;
    }

    private readonly void ReadDimensions(ref Utf8JsonReader reader, string?[] dimensions)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "group");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int dimension = IndexOf(ref reader, _query.GroupBy);
            if (dimension < 0)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            reader.Read();
            string name = _query.GroupBy[dimension];
            dimensions[dimension] = dimension == 0 ? JsonRead.Id(ref reader, name) : texts.Get(ref reader, name);
        }
    }

    private void ReadBuckets(ref Utf8JsonReader reader, AggregateGroup group)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartArray, "data");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonRead.Expect(ref reader, JsonTokenType.StartObject, "data");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("interval"u8))
                {
                    reader.Read();
                    group.AddBucket(StartOf(ref reader));
                }
                else if (reader.ValueTextEquals("metrics"u8))
                {
                    reader.Read();
                    ReadMetrics(ref reader, group);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }
    }

    private readonly void ReadMetrics(ref Utf8JsonReader reader, AggregateGroup group)
    {
        JsonRead.Expect(ref reader, JsonTokenType.StartArray, "metrics");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonRead.Expect(ref reader, JsonTokenType.StartObject, "metrics");
            int metric = -1;
            long count = 0;
            double sum = 0;
            long positive = 0;
            long negative = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("metric"u8))
                {
                    reader.Read();
                    metric = reader.TokenType == JsonTokenType.String ? IndexOf(ref reader, _query.Metrics) : -1;
                }
                else if (reader.ValueTextEquals("stats"u8))
                {
                    reader.Read();
                    ReadStats(ref reader, ref count, ref sum, ref positive, ref negative);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }

            if (metric >= 0)
            {
                group.Add(metric, count, sum, positive, negative);
            }
        }
    }

    private static void ReadStats(ref Utf8JsonReader reader, ref long count, ref double sum, ref long positive, ref long negative)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "stats");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("count"u8))
            {
                reader.Read();
                count = JsonRead.Count(ref reader, "count");
            }
            else if (reader.ValueTextEquals("sum"u8))
            {
                reader.Read();
                sum = JsonRead.Number(ref reader, "sum") ?? 0;
            }
            else if (reader.ValueTextEquals("countPositive"u8))
            {
                reader.Read();
                positive = JsonRead.Count(ref reader, "countPositive");
            }
            else if (reader.ValueTextEquals("countNegative"u8))
            {
                reader.Read();
                negative = JsonRead.Count(ref reader, "countNegative");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private DateTimeOffset? StartOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && _start is not null && reader.ValueSpan.SequenceEqual(_interval))
        {
            return _start;
        }

        string? interval = JsonRead.Text(ref reader, "interval");
        int slash = interval?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        _start = slash > 0 && DateTimeOffset.TryParse(interval.AsSpan(0, slash), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset start)
            ? start.ToUniversalTime()
            : null;
        _interval = reader.ValueSpan;
        return _start;
    }
}
