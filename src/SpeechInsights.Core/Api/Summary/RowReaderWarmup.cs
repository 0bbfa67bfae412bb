using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Summary;

/// <summary>Warms up the row readers: reads a small built-in page while the token is fetched, so that they are compiled when the first real page comes.</summary>
internal static class RowReaderWarmup
{
    private const string Row =
        """{"groupId":"-","groupName":"-","groupBy":{"time":"2000-01-01T00:00:00.000Z","agentId":"-"},"byMetric":{"speechAnalytics":{"count":1,"sum":0.5},"sentiment":{"count":1,"avg":0.5},"csat":{"count":1,"avg":0.5}}}""";

    private static readonly byte[] s_page = System.Text.Encoding.UTF8.GetBytes($$"""{"byGroup":[{{Row}},{{Row}},{{Row}}],"totalCount":1,"pageSize":100,"offset":0}""");

    private static int s_isStarted;

    /// <summary>Starts the warm-up in the background, once a process.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref s_isStarted, 1) == 0)
        {
            _ = Task.Run(RunAsync);
        }
    }

    /// <summary>Reads the page as insights and as scores.</summary>
    public static async Task RunAsync()
    {
        InsightQuery query = new(
            new InsightQueryInput { ModelId = "-", StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.UnixEpoch.AddDays(1) }, ApiProfile.Summary);
        InsightRowReader insights = new(query, new TextPool());
        await ReadAsync(shapes => SummaryPage.Read<SpeechInsight, InsightRowReader>(s_page, insights, shapes, 3)).ConfigureAwait(false);
        await ReadAsync(shapes => SummaryPage.Read<CsatScore, CsatRowReader>(s_page, default, shapes, 3)).ConfigureAwait(false);
    }

    private static async Task ReadAsync<TRow>(Func<RowShapes, Page<TRow>> read)
    {
        RowShapes shapes = new();
        PageReader<TRow> reader = new((_, _, _) => Task.FromResult(read(shapes)), 100, 1, "-", RunContext.Silent());
        await foreach (IReadOnlyList<TRow> rows in reader.ReadAsync(null, CancellationToken.None).ConfigureAwait(false))
        {
            _ = rows.Count;
        }
    }
}
