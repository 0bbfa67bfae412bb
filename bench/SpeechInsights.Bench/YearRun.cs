using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>A long window of the Platform profile, queried and joined under the server's rate limit, and each row compared with the truth.</summary>
internal static class YearRun
{
    /// <param name="address">The simulator.</param>
    /// <param name="secret">Its client's secret.</param>
    /// <param name="days">The window's days, back from the end of the data.</param>
    /// <param name="limit">Requests in its window.</param>
    /// <param name="seconds">The window.</param>
    public static async Task<int> RunAsync(Uri address, string secret, int days, int limit, int seconds)
    {
        SessionOptions options = new()
        {
            RequestsPerMinute = limit,
            ThrottleLimit = 16,
            Timeout = TimeSpan.FromMinutes(2),
            Budgets = new RequestBudgets(TimeProvider.System, TimeSpan.FromSeconds(seconds)),
        };
        InsightsSession session = await EngineSession.ConnectAsync(address, secret, options, ApiProfile.Platform).ConfigureAwait(false);
        InsightQuery query = new(new InsightQueryInput { StartTime = BenchWindow.End.AddDays(-days), EndTime = BenchWindow.End }, ApiProfile.Platform);
        JoinWindow window = new(null, null, session.Api.DefaultSurveyLag, ApiProfile.Platform);
        RunContext run = RunContext.Silent();
        RowSum given = new();
        long started = Stopwatch.GetTimestamp();
        double firstRow = 0;
        await foreach (IReadOnlyList<ScoredInsight> rows in new InsightPipeline(session, query, window, run).RunAsync(CancellationToken.None).ConfigureAwait(false))
        {
            firstRow = firstRow == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : firstRow;
            foreach (ScoredInsight row in rows)
            {
                given.Add(row.InteractionId, row.AgentId, row.Sentiment?.Count ?? 0, row.SentimentAverage, row.SpeechAnalytics?.Count ?? 0, row.SurveyCount, row.Csat);
            }
        }

        double elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        EngineSession.Forget(session);
        RowSum truth = await ReadTruthAsync(address, query).ConfigureAwait(false);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rows = given.Count,
            areExact = given == truth,
            truthRows = truth.Count,
            requests = run.RequestCount,
            retries = run.RetryCount,
            seconds = Math.Round(elapsed, 1),
            firstRow = Math.Round(firstRow, 1),
            shareOfBudget = Math.Round(run.RequestCount / (limit * elapsed / seconds), 3),
            peakMB = peak,
        }));
        return given == truth ? 0 : 1;
    }

    private static async Task<RowSum> ReadTruthAsync(Uri address, InsightQuery query)
    {
        RowSum truth = new();
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        using Stream stream = await client.GetStreamAsync(string.Create(
            CultureInfo.InvariantCulture, $"/_simulator/platform/truth?from={query.StartTime:yyyy-MM-ddTHH:mm:ssZ}&to={query.EndTime:yyyy-MM-ddTHH:mm:ssZ}")).ConfigureAwait(false);
        using StreamReader reader = new(stream);
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement row = document.RootElement;
            long count = row.GetProperty("sentimentCount").GetInt64();
            truth.Add(
                row.GetProperty("conversationId").GetString()!,
                row.GetProperty("userId").GetString(),
                count,
                count == 0 ? null : row.GetProperty("sentimentSum").GetDouble() / count / 100,
                row.GetProperty("topicCount").GetInt64(),
                row.GetProperty("surveyCount").GetInt64(),
                row.GetProperty("surveyTotal") is { ValueKind: JsonValueKind.Number } total ? total.GetDouble() : null);
        }

        return truth;
    }

    /// <summary>Rows in any order: how many, and all their keys put together.</summary>
    private sealed record RowSum
    {
        public long Count { get; private set; }

        public UInt128 Sum { get; private set; }

        public void Add(string id, string? agent, long scored, double? sentiment, long topics, long surveys, double? csat)
        {
            Count++;
            Sum = unchecked(Sum + RowIdentity.Compute([id, agent, Text(scored), Text(sentiment), Text(topics), Text(surveys), Text(csat)]));
        }

        private static string? Text(double? figure) => figure?.ToString("0.######", CultureInfo.InvariantCulture);
    }
}
