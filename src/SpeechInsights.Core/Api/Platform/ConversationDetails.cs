using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Reads conversation details by id: <c>POST /api/v2/analytics/conversations/details/query</c>, at most 31 days and a page of 100
/// conversations a request, so that neither of the API's walls (31 days, 100,000 rows) is ever reached.
/// </summary>
internal sealed class ConversationDetails(RequestSender sender)
{
    private const int PageSize = 100;

    /// <summary>When each conversation began; one that the API does not know is left out.</summary>
    public async Task<Dictionary<string, DateTimeOffset>> GetStartsAsync(
        IEnumerable<string> conversationIds, TimeWindow window, RunContext run, CancellationToken cancellationToken)
    {
        Dictionary<string, DateTimeOffset> starts = new(StringComparer.Ordinal);

        // What was active in the window may have begun on the day before.
        IEnumerable<(string[] Ids, TimeWindow Window)> pieces =
            from ids in conversationIds.Chunk(PageSize)
            from part in new TimeWindow(window.Start.AddDays(-1), window.End).Cut()
            select (ids, part);
        await foreach (List<(string Id, DateTimeOffset? Start)> page in InOrder.RunAsync(
            pieces, (piece, token) => ReadAsync(piece.Ids, piece.Window, run, token), sender.ThrottleLimit, cancellationToken).ConfigureAwait(false))
        {
            foreach ((string id, DateTimeOffset? start) in page)
            {
                if (start is { } at)
                {
                    starts[id] = at;
                }
            }
        }

        return starts;
    }

    private Task<List<(string Id, DateTimeOffset? Start)>> ReadAsync(string[] ids, TimeWindow window, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Post, PlatformPaths.Details) { Body = new(Write(ids, window)), Permission = PlatformPaths.ViewDetails },
        static body => PlatformJson.Read(body, static root => PlatformJson.List(root, "conversations")
            .Select(static element => (PlatformJson.Text(element, "conversationId") ?? throw JsonRead.Wrong("conversationId"), PlatformJson.Time(element, "conversationStart")))
            .ToList()),
        run,
        cancellationToken);

    private static ReadOnlyMemory<byte> Write(string[] ids, TimeWindow window) => JsonBody.Write(json =>
    {
        json.WriteString("interval", PlatformPaths.Interval(window.Start, window.End));
        json.WriteString("order", "asc");
        json.WriteString("orderBy", "conversationStart");
        json.WriteStartObject("paging");
        json.WriteNumber("pageSize", PageSize);
        json.WriteNumber("pageNumber", 1);
        json.WriteEndObject();
        json.WriteStartArray("conversationFilters");
        json.WriteStartObject();
        json.WriteString("type", "or");
        json.WriteStartArray("predicates");
        foreach (string id in ids)
        {
            json.WriteStartObject();
            json.WriteString("type", "dimension");
            json.WriteString("dimension", "conversationId");
            json.WriteString("operator", "matches");
            json.WriteString("value", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });
}
