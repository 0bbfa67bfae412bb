using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using System.Runtime.CompilerServices;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads <c>{"groupId","groupBy":{"time","agentId"}?,"byMetric":{"speechAnalytics":{…},"sentiment":{…}}}</c>.</summary>
internal struct InsightRowReader(InsightQuery query, TextPool agents) : IRowReader<SpeechInsight>
{
    private RepeatedTime _time;

    public SpeechInsight Read(ref Utf8JsonReader reader, out UInt128 key)
    {
        string? id = null;
        string? agent = null;
        DateTimeOffset? time = null;
        SpeechAnalyticsMetric? speech = null;
        SentimentMetric? sentiment = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("groupId"u8))
            {
                reader.Read();
                id = JsonRead.Id(ref reader, "groupId");
            }
            else if (reader.ValueTextEquals("groupBy"u8))
            {
                reader.Read();
                ReadGroup(ref reader, ref agent, ref time);
            }
            else if (reader.ValueTextEquals("byMetric"u8))
            {
                reader.Read();
                ReadMetrics(ref reader, ref speech, ref sentiment);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (string.IsNullOrEmpty(id))
        {
            throw JsonRead.Wrong("groupId");
        }

        key = RowIdentity.Compute(id, agent, time);
        return new SpeechInsight(query, id, agent, time, speech, sentiment);
    }

    [MethodImpl(HotPath.Optimized)]
    public bool TryCreate(RowValues values, [MaybeNullWhen(false)] out SpeechInsight row, out UInt128 key)
    {
        row = null;
        key = default;
        SummaryMetric speech = default;
        SummaryMetric sentiment = default;
        if (!values.Has(RowField.GroupId)
            || (values.Has(RowPlace.Speech) && !values.TryMetric(RowField.SpeechCount, out speech))
            || (values.Has(RowPlace.Sentiment) && !values.TryMetric(RowField.SentimentCount, out sentiment)))
        {
            return false;
        }

        DateTimeOffset? time = null;
        if (values.Has(RowField.Time) && !_time.TryRecall(values.Bytes(RowField.Time), out time))
        {
            Utf8JsonReader text = values.ReaderAt(RowField.Time);
            time = _time.Read(ref text, "time");
        }

        string id = values.Text(RowField.GroupId);
        string? agent = values.Has(RowField.AgentId) ? agents.Get(values.Bytes(RowField.AgentId)) : null;
        if (id.Length == 0)
        {
            return false;
        }

        key = RowIdentity.Compute(id, agent, time);
        row = new SpeechInsight(
            query,
            id,
            agent,
            time,
            values.Has(RowPlace.Speech) ? new SpeechAnalyticsMetric(speech.Count, speech.Sum) : null,
            values.Has(RowPlace.Sentiment) ? new SentimentMetric(sentiment.Count, sentiment.Average) : null);
        return true;
    }

    private void ReadGroup(ref Utf8JsonReader reader, ref string? agent, ref DateTimeOffset? time)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "groupBy");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                time = _time.Read(ref reader, "time");
            }
            else if (reader.ValueTextEquals("agentId"u8))
            {
                reader.Read();
                agent = agents.Get(ref reader, "agentId");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static void ReadMetrics(ref Utf8JsonReader reader, ref SpeechAnalyticsMetric? speech, ref SentimentMetric? sentiment)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "byMetric");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("speechAnalytics"u8))
            {
                if (SummaryMetric.TryRead(ref reader, "speechAnalytics", out SummaryMetric metric))
                {
                    speech = new SpeechAnalyticsMetric(metric.Count, metric.Sum);
                }
            }
            else if (reader.ValueTextEquals("sentiment"u8))
            {
                if (SummaryMetric.TryRead(ref reader, "sentiment", out SummaryMetric metric))
                {
                    sentiment = new SentimentMetric(metric.Count, metric.Average);
                }
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }
}
