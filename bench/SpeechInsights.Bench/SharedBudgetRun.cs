using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Bench;

/// <summary>
/// Queries under the server's rate limit, while for the middle part of the time another client with the same token sends a
/// third of what is permitted: how much of the limit is used before, during and after.
/// </summary>
internal static class SharedBudgetRun
{
    private const int WindowsBefore = 2;
    private const int WindowsDuring = 3;

    // The other's requests are in the server's window for one more, and a halved limit needs five clean ones to be whole again.
    private const int WindowsAfter = 8;

    public static async Task<int> RunAsync(Uri address, string secret, int limit, int seconds)
    {
        TimeSpan window = TimeSpan.FromSeconds(seconds);
        string token = await PlainToken.FetchAsync(address, secret).ConfigureAwait(false);
        RateMeter ours = new();
        RateMeter theirs = new();
        SessionOptions options = new()
        {
            RequestsPerMinute = limit,
            ThrottleLimit = 8,
            Budgets = new RequestBudgets(TimeProvider.System, window),
            CreateHandler = _ => ours.Around(HttpTransport.CreateHandler()),
        };
        InsightsSession session = await EngineSession.ConnectWithTokenAsync(address, token, options).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        long shared = After(start, window * WindowsBefore);
        long alone = After(shared, window * WindowsDuring);
        long end = After(alone, window * WindowsAfter);
        long recovered = After(alone, window * (WindowsAfter - 2));
        Task other = SendAsync(address, token, theirs, window / (limit / 3), shared, alone);
        HashSet<int> rowCounts = [];
        int queries = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            rowCounts.Add(await ReadAsync(session).ConfigureAwait(false));
            queries++;
        }

        await other.ConfigureAwait(false);
        EngineSession.Forget(session);
        double Share(RateMeter meter, long from, long to) =>
            meter.Count(from, to, isRefused: false) / (limit * Stopwatch.GetElapsedTime(from, to).TotalSeconds / seconds);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            queries,
            rowCounts,
            before = Share(ours, start, shared),
            during = Share(ours, shared, alone),
            otherDuring = Share(theirs, shared, alone),
            after = Share(ours, alone, end),
            afterLastTwoWindows = Share(ours, recovered, end),
            windows = Enumerable.Range(0, WindowsBefore + WindowsDuring + WindowsAfter).Select(i => Share(ours, After(start, window * i), After(start, window * (i + 1)))),
            refusedBefore = ours.Count(start, shared, isRefused: true),
            refusedDuring = ours.Count(shared, alone, isRefused: true),
            refusedAfter = ours.Count(alone, end, isRefused: true),
            otherRefused = theirs.Count(start, end, isRefused: true),
        }));
        return 0;
    }

    // The other client is a simple one: it sends at an even pace, and does not care that it is refused.
    private static async Task SendAsync(Uri address, string token, RateMeter meter, TimeSpan pace, long from, long to)
    {
        using HttpClient client = new(meter.Around(new SocketsHttpHandler { UseProxy = false })) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        for (long due = from; due < to; due = After(due, pace))
        {
            TimeSpan wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait).ConfigureAwait(false);
            }

            using HttpResponseMessage response = await client.GetAsync($"/api/v2/speechanalytics/v1/models/{ModelCatalog.DeployedId}").ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadAsync(InsightsSession session)
    {
        int rows = 0;
        await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(BenchWindow.Query(), null, RunContext.Silent(), CancellationToken.None).ConfigureAwait(false))
        {
            rows += batch.Count;
        }

        return rows;
    }

    private static long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * Stopwatch.Frequency);
}
