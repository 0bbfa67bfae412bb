using System.Diagnostics;
using System.Text.Json;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>The Platform profile: query, join and both in one, against a download of the query's own pages; turn by turn, warm.</summary>
internal static class PlatformRun
{
    /// <param name="address">The simulator.</param>
    /// <param name="secret">Its client's secret.</param>
    /// <param name="throttle">Requests under way at once.</param>
    /// <param name="days">The window's days, back from the end of the data.</param>
    /// <param name="perMinute">The request budget; 0 for none.</param>
    /// <param name="rounds">Timed turns, after one that is not.</param>
    public static async Task<int> RunAsync(Uri address, string secret, int throttle, int days, int perMinute, int rounds)
    {
        InsightsSession session = await EngineSession.ConnectAsync(
            address, secret, new SessionOptions { RequestsPerMinute = perMinute, ThrottleLimit = throttle }, ApiProfile.Platform).ConfigureAwait(false);
        InsightQuery query = new(new InsightQueryInput { StartTime = BenchWindow.End.AddDays(-days), EndTime = BenchWindow.End }, ApiProfile.Platform);
        JoinWindow window = new(null, null, session.Api.DefaultSurveyLag, ApiProfile.Platform);
        using PlatformDownload download = new(address, await PlainToken.FetchAsync(address, secret).ConfigureAwait(false));
        List<double> queries = [];
        List<double> downloads = [];
        List<double> joins = [];
        List<double> wholes = [];
        List<SpeechInsight> rows = [];
        RunContext queryRun = RunContext.Silent();
        RunContext joinRun = RunContext.Silent();
        RunContext wholeRun = RunContext.Silent();
        long bytes = 0;
        for (int i = 0; i <= rounds; i++)
        {
            rows.Clear();
            queryRun = RunContext.Silent();
            joinRun = RunContext.Silent();
            wholeRun = RunContext.Silent();
            double asked = await TimeAsync(() => ReadAsync(session, query, rows, queryRun)).ConfigureAwait(false);
            double downloaded = await TimeAsync(async () => bytes = await download.RunAsync(query).ConfigureAwait(false)).ConfigureAwait(false);
            double joined = await TimeAsync(() => JoinAsync(session, window, rows, joinRun)).ConfigureAwait(false);
            double whole = await TimeAsync(() => RunAllAsync(session, query, window, wholeRun)).ConfigureAwait(false);
            if (i > 0)
            {
                queries.Add(asked);
                downloads.Add(downloaded);
                joins.Add(joined);
                wholes.Add(whole);
            }
        }

        EngineSession.Forget(session);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rows = rows.Count,
            queryRowsPerSecond = Math.Round(rows.Count / Median(queries)),
            downloadRowsPerSecond = Math.Round(rows.Count / Median(downloads)),
            ofDownload = Math.Round(Median(downloads) / Median(queries), 2),
            joinRowsPerSecond = Math.Round(rows.Count / Median(joins)),
            bothRowsPerSecond = Math.Round(rows.Count / Median(wholes)),
            bothSeconds = Math.Round(Median(wholes), 2),
            queryRequests = queryRun.RequestCount,
            joinRequests = joinRun.RequestCount,
            bothRequests = wholeRun.RequestCount,
            megabytes = bytes >> 20,
            peakMB = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
        }));
        return 0;
    }

    private static async Task ReadAsync(InsightsSession session, InsightQuery query, List<SpeechInsight> rows, RunContext run)
    {
        await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(query, null, run, CancellationToken.None).ConfigureAwait(false))
        {
            rows.AddRange(batch);
        }
    }

    private static async Task JoinAsync(InsightsSession session, JoinWindow window, List<SpeechInsight> rows, RunContext run)
    {
        CsatJoiner joiner = new(session, window, run, CancellationToken.None);
        await using (joiner.ConfigureAwait(false))
        {
            long joined = 0;
            foreach (SpeechInsight row in rows)
            {
                joiner.Add(row);
                while (joiner.IsFull || joiner.IsReady)
                {
                    joined += (await joiner.TakeAsync(CancellationToken.None).ConfigureAwait(false)).Count;
                }
            }

            joiner.Flush();
            while (joiner.HasRows)
            {
                joined += (await joiner.TakeAsync(CancellationToken.None).ConfigureAwait(false)).Count;
            }

            if (joined != rows.Count)
            {
                throw new InvalidOperationException($"{joined} rows of {rows.Count} were joined.");
            }
        }
    }

    private static async Task RunAllAsync(InsightsSession session, InsightQuery query, JoinWindow window, RunContext run)
    {
        await foreach (IReadOnlyList<ScoredInsight> rows in new InsightPipeline(session, query, window, run).RunAsync(CancellationToken.None).ConfigureAwait(false))
        {
            _ = rows.Count;
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
