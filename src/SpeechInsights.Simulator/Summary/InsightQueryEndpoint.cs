using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>POST /api/v2/analytics/conversations/summary/query.</summary>
internal sealed class InsightQueryEndpoint(SyntheticWorld world, RowCache cache, RowDrift drift, bool includeGroupBy)
{
    public Reply Answer(ReceivedRequest request, PageTweak tweak)
    {
        request.RefuseQuery();
        InsightQueryBody query = InsightQueryBody.Read(request, world);
        if (ModelCatalog.Find(query.ModelId) is null)
        {
            return ErrorReply.NotFound(request.CorrelationId);
        }

        RowSet rows = cache.Get(new RowCriteria(false, query.ByAgent, query.Window.From, query.Window.To, query.Filters));
        Reply reply = new(StatusCodes.Status200OK, capacity: RowText.TypicalRow * (query.Page.Size + 1));
        InsightPageWriter writer = new(world, query, reply.Body, includeGroupBy);
        writer.Write(new PageSlice(rows, drift.Current, query.Page, tweak));
        return reply;
    }
}
