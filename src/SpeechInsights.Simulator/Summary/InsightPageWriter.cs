using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>Writes one page of insight rows.</summary>
internal sealed class InsightPageWriter(SyntheticWorld world, InsightQueryBody query, PooledBuffer buffer, bool includeGroupBy)
{
    private readonly byte[] _timeText = new byte[RowText.TimeLength];
    private long _time = long.MinValue;

    public void Write(PageSlice slice)
    {
        RowText.Begin(buffer);
        for (int line = 0; line < slice.Count; line++)
        {
            int code = slice.CodeAt(line);
            if (code < 0)
            {
                WriteInserted(-1 - code, line == 0);
            }
            else
            {
                WriteRow(code, line == 0);
            }
        }

        RowText.End(buffer, slice, query.Page.Offset);
    }

    private void WriteRow(int code, bool isFirst)
    {
        int index = code >> 1;
        ref readonly Interaction interaction = ref world.Interactions[index];
        RowText.BeginRow(buffer, world.IdOf(index), isFirst);
        WriteGroupBy(world.StartMilliseconds + world.OffsetOf(interaction), interaction.AgentOf(code & 1));
        buffer.Append(",\"byMetric\":{"u8);
        if (query.WantsSpeech)
        {
            WriteSpeech(interaction.SpeechCount, interaction.SpeechSum);
        }

        if (query.WantsSentiment && interaction.HasSentiment)
        {
            WriteSentiment(interaction.SentimentCount, interaction.Sentiment);
        }

        buffer.Append("}}"u8);
    }

    private void WriteInserted(int number, bool isFirst)
    {
        RowText.BeginRow(buffer, world.IdOf(RowText.InsertedIds + number), isFirst);
        WriteGroupBy(query.Window.From, number % AgentPool.Size);
        buffer.Append(",\"byMetric\":{"u8);
        if (query.WantsSpeech)
        {
            WriteSpeech(1, 0);
        }

        if (query.WantsSentiment)
        {
            // The highest average there is, so that the row fits whatever the query filters for.
            WriteSentiment(1, 10_000);
        }

        buffer.Append("}}"u8);
    }

    private void WriteGroupBy(long start, int agent)
    {
        if (!includeGroupBy)
        {
            return;
        }

        // Rows come in the order of time, so most share their bucket with the row before.
        long time = query.Window.BucketOf(start);
        if (time != _time)
        {
            _time = time;
            RowText.FormatTime(time, _timeText);
        }

        buffer.Append(",\"groupBy\":{\"time\":\""u8);
        buffer.Append(_timeText);
        if (query.ByAgent)
        {
            buffer.Append("\",\"agentId\":\""u8);
            buffer.Append(world.Agents.Utf8IdOf(agent));
        }

        buffer.Append("\"}"u8);
    }

    private void WriteSpeech(int count, int sum)
    {
        buffer.Append("\"speechAnalytics\":{\"count\":"u8);
        buffer.Append(count);
        buffer.Append(",\"sum\":"u8);
        buffer.Append(sum);
        buffer.Append("}"u8);
    }

    private void WriteSentiment(int count, int average)
    {
        buffer.Append(query.WantsSpeech ? ",\"sentiment\":{\"count\":"u8 : "\"sentiment\":{\"count\":"u8);
        buffer.Append(count);
        buffer.Append(",\"avg\":"u8);
        buffer.AppendTenThousandths(average);
        buffer.Append("}"u8);
    }
}
