using System.Diagnostics;
using SpeechInsights.Auditing;
using SpeechInsights.Csat;
using SpeechInsights.Datasets;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;

namespace SpeechInsights.Tests.Datasets;

/// <summary>What Update-InsightDataset does, for a test or for a process of its own.</summary>
internal static class DatasetJob
{
    public const string Organization = "tenant";

    public static InsightQuery Query(DateTimeOffset from, DateTimeOffset to, double? minimum = null) =>
        new(new InsightQueryInput { ModelId = ModelCatalog.DeployedId, StartTime = from, EndTime = to, MinimumSentiment = minimum }, ApiProfile.Summary);

    public static DatasetRoot Root(string path, InsightQuery query, DatasetFormat format = DatasetFormat.Parquet) =>
        DatasetRoot.OpenFor(path, DatasetDescription.Of(query, null, format) with { Scale = "1..5" });

    public static DatasetUpdate Update(InsightsSession session, string path, InsightQuery query, TimeSpan? lookback = null, Action<DatasetStep>? onStep = null) =>
        new(session, Root(path, query), Organization, query, new JoinWindow(null, null, TimeSpan.Zero, ApiProfile.Summary), lookback ?? TimeSpan.FromDays(14)) { OnStep = onStep };

    public static async Task<List<DatasetDay>> RunAsync(DatasetUpdate update, CancellationToken cancellationToken)
    {
        List<DatasetDay> days = [];
        await foreach ((DatasetDay day, _) in update.RunAsync([.. update.FindDue(DatasetShard.All)], RunContext.Silent(), cancellationToken))
        {
            days.Add(day);
        }

        return days;
    }

    public static DatasetReader Reader(string path) => new(DatasetRoot.Open(path), null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public static async Task<List<ScoredInsight>> ReadAsync(string path, DateTimeOffset? after = null, DateTimeOffset? before = null)
    {
        List<ScoredInsight> rows = [];
        DatasetReader reader = new(DatasetRoot.Open(path), null, after ?? DateTimeOffset.MinValue, before ?? DateTimeOffset.MaxValue);
        await foreach (IReadOnlyList<ScoredInsight> batch in reader.ReadAsync(CancellationToken.None))
        {
            rows.AddRange(batch);
        }

        return rows;
    }

    public static async Task ExportAsync(string path, IEnumerable<ScoredInsight> rows, bool replaces = true)
    {
        await using DatasetExport export = new(path, Organization, DatasetFormat.Parquet, replaces);
        foreach (ScoredInsight row in rows)
        {
            await export.AddAsync(row, CancellationToken.None);
        }

        await export.CompleteAsync(CancellationToken.None);
    }

    /// <summary>In a process of its own: updates a window, and kills itself at a step, or tells what became of the days.</summary>
    public static async Task<int> RunAloneAsync(string path, string baseUri, DateTimeOffset from, DateTimeOffset to, string step)
    {
        InsightsSession session = await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri(baseUri))),
            SessionCredential.FromClient(Environment.GetEnvironmentVariable("TEST_CLIENT")!, EngineHarness.Secure(Environment.GetEnvironmentVariable("TEST_SECRET")!)),
            new AuditFile(path + ".jsonl", AuditHasher.Plain),
            new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 },
            RunContext.Silent(),
            CancellationToken.None);
        DatasetUpdate update = Update(session, path, Query(from, to), onStep: reached => DieAt(reached, step));
        try
        {
            foreach (DatasetDay day in await RunAsync(update, CancellationToken.None))
            {
                Console.WriteLine($"{day.Day:yyyy-MM-dd} {day.Status} {day.Reason}".TrimEnd());
            }

            return 0;
        }
        catch (InsightsException e)
        {
            Console.WriteLine(e.ErrorId);
            return 1;
        }
    }

    private static void DieAt(DatasetStep reached, string step)
    {
        if (reached.ToString() == step)
        {
            Console.WriteLine(step);
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
