using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>A conversation query that kept to the contract.</summary>
internal sealed record InsightQueryBody(
    QueryWindow Window,
    QueryFilters Filters,
    bool WantsSpeech,
    bool WantsSentiment,
    bool ByAgent,
    PageRange Page,
    string ModelId)
{
    public static InsightQueryBody Read(ReceivedRequest request, SyntheticWorld world)
    {
        using JsonDocument document = request.ReadJson();
        StrictObject query = new(document.RootElement, "query", "dateFrom", "dateTo", "interval", "conversationType",
            "filterGroups", "metrics", "groupings", "size", "offset", "speechAnalyticsModelId");
        query.Constant("conversationType", "speech");
        QueryWindow window = QueryWindow.Read(query);
        QueryFilters filters = QueryFilters.Read(query, world, idsOnly: false);
        IReadOnlyList<string> metrics = query.Choices("metrics", "speechAnalytics", "sentiment");
        IReadOnlyList<string> groupings = query.Choices("groupings", "interactionId", "agentId");
        if (!groupings.Contains("interactionId"))
        {
            throw RefusedException.Invalid("[groupings] must contain interactionId.");
        }

        return new InsightQueryBody(window, filters, metrics.Contains("speechAnalytics"), metrics.Contains("sentiment"),
            groupings.Contains("agentId"), PageRange.Read(query), query.Text("speechAnalyticsModelId"));
    }
}
