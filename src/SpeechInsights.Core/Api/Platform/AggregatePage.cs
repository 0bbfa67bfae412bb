using System.Globalization;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// An aggregates answer, whole or one page of a job's results:
/// <c>{"results":[{"group":{…},"data":[{"interval","metrics":[{"metric","stats":{"count","sum"}}]}]}],"cursor"?}</c>.
/// </summary>
internal sealed record AggregatePage(IReadOnlyList<AggregateGroup> Groups, string? Cursor)
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonDepth.Maximum };

    /// <param name="body">The answer.</param>
    /// <param name="metrics">The metrics that were asked for; a group keeps them in this order.</param>
    /// <param name="users">Agents' ids, which repeat.</param>
    public static AggregatePage Read(ReadOnlySpan<byte> body, IReadOnlyList<string> metrics, TextPool users)
    {
        Utf8JsonReader reader = new(body, s_options);
        JsonRead.StartObject(ref reader);
        List<AggregateGroup> groups = [];
        string? cursor = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("results"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    JsonRead.Expect(ref reader, JsonTokenType.StartArray, "results");
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "results");
                        groups.Add(ReadGroup(ref reader, metrics, users));
                    }
                }
            }
            else if (reader.ValueTextEquals("cursor"u8))
            {
                reader.Read();
                cursor = JsonRead.Text(ref reader, "cursor");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        while (reader.Read())
        {
        }

        return new AggregatePage(groups, string.IsNullOrEmpty(cursor) ? null : cursor);
    }

    private static AggregateGroup ReadGroup(ref Utf8JsonReader reader, IReadOnlyList<string> metrics, TextPool users)
    {
        string conversation = "";
        string? user = null;

        // 'data' may stand before 'group': it is read into a nameless group, whose sums the named one takes over.
        AggregateGroup data = new("", null, metrics.Count);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("group"u8))
            {
                reader.Read();
                ReadDimensions(ref reader, users, ref conversation, ref user);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                ReadBuckets(ref reader, metrics, data);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        AggregateGroup group = new(conversation, user, metrics.Count);
        group.Merge(data);
        return group;
    }

    private static void ReadDimensions(ref Utf8JsonReader reader, TextPool users, ref string conversation, ref string? user)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "group");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("conversationId"u8))
            {
                reader.Read();
                conversation = JsonRead.Id(ref reader, "conversationId") ?? "";
            }
            else if (reader.ValueTextEquals("userId"u8))
            {
                reader.Read();
                user = users.Get(ref reader, "userId");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static void ReadBuckets(ref Utf8JsonReader reader, IReadOnlyList<string> metrics, AggregateGroup group)
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
                    group.AddBucket(StartOf(JsonRead.Text(ref reader, "interval")));
                }
                else if (reader.ValueTextEquals("metrics"u8))
                {
                    reader.Read();
                    ReadMetrics(ref reader, metrics, group);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }
    }

    private static void ReadMetrics(ref Utf8JsonReader reader, IReadOnlyList<string> metrics, AggregateGroup group)
    {
        JsonRead.Expect(ref reader, JsonTokenType.StartArray, "metrics");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            JsonRead.Expect(ref reader, JsonTokenType.StartObject, "metrics");
            int metric = -1;
            long count = 0;
            double sum = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("metric"u8))
                {
                    reader.Read();
                    metric = IndexOf(ref reader, metrics);
                }
                else if (reader.ValueTextEquals("stats"u8))
                {
                    reader.Read();
                    ReadStats(ref reader, ref count, ref sum);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }

            if (metric >= 0)
            {
                group.Add(metric, count, sum);
            }
        }
    }

    private static void ReadStats(ref Utf8JsonReader reader, ref long count, ref double sum)
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
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static int IndexOf(ref Utf8JsonReader reader, IReadOnlyList<string> metrics)
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(metrics[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static DateTimeOffset? StartOf(string? interval)
    {
        int slash = interval?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash > 0 && DateTimeOffset.TryParse(interval.AsSpan(0, slash), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset start)
            ? start.ToUniversalTime()
            : null;
    }
}
