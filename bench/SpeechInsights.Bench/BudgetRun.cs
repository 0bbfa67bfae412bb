using System.Diagnostics;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>A query under the server's rate limit, with a budget of the same limit and window.</summary>
internal static class BudgetRun
{
    public static async Task<int> RunAsync(Uri address, string secret, int limit, int seconds)
    {
        SessionOptions options = new()
        {
            RequestsPerMinute = limit,
            ThrottleLimit = 8,
            Budgets = new RequestBudgets(TimeProvider.System, TimeSpan.FromSeconds(seconds)),
        };
        InsightsSession session = await EngineSession.ConnectAsync(address, secret, options).ConfigureAwait(false);
        RunContext run = RunContext.Silent();
        long started = Stopwatch.GetTimestamp();
        int rows = 0;
        double firstBurst = 0;
        await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(BenchWindow.Query(), null, run, CancellationToken.None).ConfigureAwait(false))
        {
            rows += batch.Count;
            if (run.RequestCount <= limit)
            {
                firstBurst = Stopwatch.GetElapsedTime(started).TotalSeconds;
            }
        }

        double elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        EngineSession.Forget(session);

        // Whoever sends a whole window's worth at its start and waits for the next one needs this long at the least.
        double shortest = (run.RequestCount - 1) / limit * seconds;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rows,
            requests = run.RequestCount,
            retries = run.RetryCount,
            seconds = elapsed,
            firstBurst,
            used = shortest / elapsed,
        }));
        return 0;
    }
}
