using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>POST /api/v2/analytics/surveys/summary/query.</summary>
internal sealed class SurveyQueryEndpoint(SyntheticWorld world, RowCache cache, RowDrift drift)
{
    public Reply Answer(ReceivedRequest request, PageTweak tweak)
    {
        request.RefuseQuery();
        SurveyQueryBody query = SurveyQueryBody.Read(request, world);
        RowSet rows = cache.Get(new RowCriteria(true, false, query.Window.From, query.Window.To, query.Filters));
        PageSlice slice = new(rows, drift.Current, query.Page, tweak);
        Reply reply = new(StatusCodes.Status200OK);
        RowText.Begin(reply.Body);
        for (int line = 0; line < slice.Count; line++)
        {
            WriteRow(reply.Body, slice.CodeAt(line), line == 0);
        }

        RowText.End(reply.Body, slice, query.Page.Offset);
        return reply;
    }

    private void WriteRow(PooledBuffer buffer, int code, bool isFirst)
    {
        int count = 1;
        int sum = 3;
        if (code < 0)
        {
            RowText.BeginRow(buffer, world.IdOf(RowText.InsertedIds - 1 - code), isFirst);
        }
        else
        {
            ref readonly Interaction interaction = ref world.Interactions[code >> 1];
            RowText.BeginRow(buffer, world.IdOf(code >> 1), isFirst);
            count = interaction.SurveyCount;
            sum = interaction.SurveySum;
        }

        buffer.Append(",\"byMetric\":{\"csat\":{\"count\":"u8);
        buffer.Append(count);
        if (count > 0)
        {
            buffer.Append(",\"avg\":"u8);
            buffer.AppendTenThousandths(sum * 10_000 / count);
        }

        buffer.Append("}}}"u8);
    }
}
