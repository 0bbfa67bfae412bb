using System.Diagnostics;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>Typed rows of the engine against a download of the same pages, turn by turn in one process, warm.</summary>
internal static class EngineRun
{
    /// <param name="address">The simulator.</param>
    /// <param name="secret">Its client's secret.</param>
    /// <param name="ahead">Pages in flight.</param>
    /// <param name="warmRows">Rows to read before anything is timed; one round at the least. After a million all is compiled as well as it will ever be.</param>
    /// <param name="rounds">Timed turns of each.</param>
    public static async Task<int> RunAsync(Uri address, string secret, int ahead, int warmRows, int rounds)
    {
        InsightsSession session = await EngineSession.ConnectAsync(address, secret, new SessionOptions { RequestsPerMinute = 0, ThrottleLimit = ahead }).ConfigureAwait(false);
        string token = await PlainToken.FetchAsync(address, secret).ConfigureAwait(false);
        using Download download = new(address, token, ahead);
        InsightQuery query = BenchWindow.Query();
        int rows = await ReadAsync(session, query).ConfigureAwait(false);
        int pages = (rows + 99) / 100;
        await download.RunAsync(query, pages).ConfigureAwait(false);
        for (int read = rows; read < warmRows; read += rows)
        {
            await ReadAsync(session, query).ConfigureAwait(false);
            await download.RunAsync(query, pages).ConfigureAwait(false);
        }

        List<double> ours = [];
        List<double> theirs = [];
        long allocated = 0;
        List<double> ourCpu = [];
        List<double> theirCpu = [];
        for (int i = 0; i < rounds; i++)
        {
            long before = GC.GetTotalAllocatedBytes();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            ours.Add(await TimeAsync(() => ReadAsync(session, query)).ConfigureAwait(false));
            TimeSpan middle = Environment.CpuUsage.TotalTime;
            allocated = GC.GetTotalAllocatedBytes() - before;
            theirs.Add(await TimeAsync(() => download.RunAsync(query, pages)).ConfigureAwait(false));
            ourCpu.Add((middle - start).TotalMicroseconds / pages);
            theirCpu.Add((Environment.CpuUsage.TotalTime - middle).TotalMicroseconds / pages);
        }

        EngineSession.Forget(session);
        double[] ratios = [.. ours.Zip(theirs, static (engine, raw) => raw / engine)];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rows,
            engineRowsPerSecond = rows / Median(ours),
            downloadRowsPerSecond = rows / Median(theirs),
            ratio = Median(ratios),
            ratioMin = ratios.Min(),
            ratioMax = ratios.Max(),
            bytesPerRow = allocated / (double)rows,
            engineCpuMicrosecondsPerPage = Median(ourCpu),
            downloadCpuMicrosecondsPerPage = Median(theirCpu),
        }));
        return 0;
    }

    private static async Task<int> ReadAsync(InsightsSession session, InsightQuery query)
    {
        int rows = 0;
        await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(query, null, RunContext.Silent(), CancellationToken.None).ConfigureAwait(false))
        {
            rows += batch.Count;
        }

        return rows;
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
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
