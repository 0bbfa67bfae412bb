using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>A survey query that kept to the contract.</summary>
internal sealed record SurveyQueryBody(QueryWindow Window, QueryFilters Filters, PageRange Page)
{
    public static SurveyQueryBody Read(ReceivedRequest request, SyntheticWorld world)
    {
        using JsonDocument document = request.ReadJson();
        StrictObject query = new(document.RootElement, "query", "dateFrom", "dateTo", "interval", "filterGroups", "metrics",
            "groupings", "size", "offset");
        QueryWindow window = QueryWindow.Read(query);
        QueryFilters filters = QueryFilters.Read(query, world, idsOnly: true);
        query.Choices("metrics", "csat");
        query.Choices("groupings", "interactionId");
        return new SurveyQueryBody(window, filters, PageRange.Read(query));
    }
}
