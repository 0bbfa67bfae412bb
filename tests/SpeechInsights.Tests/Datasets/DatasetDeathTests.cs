using System.Globalization;
using SpeechInsights.Datasets;
using SpeechInsights.Insights;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>A worker is killed at each file operation, has no room on its disk, or is not alone: a reader sees the old day or the new one.</summary>
public sealed class DatasetDeathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Deaths => [.. from step in Enum.GetNames<DatasetStep>() from isThere in (bool[])[false, true] select (step, isThere)];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_kill_leaves_the_old_day_or_the_new_one_and_the_next_run_mends(string step, bool isThere)
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 600 });
        (string root, DateTimeOffset to) = (folder.File("root"), harness.Server.World.End);
        InsightQuery query = DatasetJob.Query(to.AddDays(-1), to);
        List<ScoredInsight> truth = await TruthAsync(harness, folder, query);
        List<ScoredInsight> old = [];
        if (isThere)
        {
            old = [.. truth.Skip(3)];
            await DatasetJob.ExportAsync(root, old);
        }

        using (Child child = Start(harness, root, query, step))
        {
            Assert.Equal(step, await child.ReadLineAsync());
            await child.EndAsync();
        }

        // Where nothing was there before, a day whose rows are placed and whose manifest is not is there: what died had written all of it.
        bool isNew = step is nameof(DatasetStep.RowsPlaced) or nameof(DatasetStep.ManifestPlaced);
        RowAssert.Equal(isNew ? truth : old, await DatasetJob.ReadAsync(root));
        DatasetDay[] days = [.. DatasetJob.Reader(root).Look(verify: true, Token)];
        Assert.Equal(isNew ? [DatasetDayStatus.Whole] : isThere ? [DatasetDayStatus.Provisional] : [], days.Select(static day => day.Status));

        harness.Server.Requests.Clear();
        List<DatasetDay> again = await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token);
        Assert.Equal(isNew ? [] : isThere ? [DatasetDayStatus.Refreshed] : [DatasetDayStatus.Added], again.Select(static day => day.Status));
        Assert.Equal(isNew, harness.Server.Requests.Snapshot().All(static request => !request.Path.Contains("query", StringComparison.Ordinal)));
        Assert.Equal(isNew ? null : isThere ? 3 : null, again.FirstOrDefault()?.Changed);
        RowAssert.Equal(truth, await DatasetJob.ReadAsync(root));
        if (!isNew)
        {
            Assert.Equal(["_lock", "_manifest.json", "part-0.parquet"], FilesOf(root));
        }
    }

    [Fact]
    public async Task A_disk_that_is_full_leaves_the_old_day()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "did not run: it needs a shell that bounds the size of files");
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 3_000 });
        (string root, DateTimeOffset to) = (folder.File("root"), harness.Server.World.End);
        InsightQuery query = DatasetJob.Query(to.AddDays(-2), to);
        List<ScoredInsight> truth = await TruthAsync(harness, folder, query);
        List<ScoredInsight> old = [.. truth.Take(20)];
        await DatasetJob.ExportAsync(root, old);
        using (Child child = Start(harness, root, query, "-", "trap '' XFSZ; ulimit -f 8; export DOTNET_EnableWriteXorExecute=0"))
        {
            (int code, string output) = await child.EndAsync();
            Assert.Equal((1, nameof(InsightsError.DatasetIncomplete)), (code, output));
        }

        RowAssert.Equal(old, await DatasetJob.ReadAsync(root));
        Assert.DoesNotContain(FilesOf(root), static name => name.EndsWith(".tmp", StringComparison.Ordinal));
        await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token);
        RowAssert.Equal(truth, await DatasetJob.ReadAsync(root));
    }

    [Fact]
    public async Task Two_workers_read_each_day_once()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 3_000 });
        (string root, DateTimeOffset to) = (folder.File("root"), harness.Server.World.End);
        InsightQuery query = DatasetJob.Query(to.AddDays(-12), to);
        List<ScoredInsight> truth = await TruthAsync(harness, folder, query);
        int alone = Asked(harness);
        harness.Server.Requests.Clear();
        Child[] children = [.. Enumerable.Range(0, 3).Select(_ => Start(harness, root, query, "-"))];
        List<string> told = [];
        foreach (Child child in children)
        {
            using (child)
            {
                (int code, string output) = await child.EndAsync();
                Assert.Equal(0, code);
                told.AddRange(output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
            }
        }

        Assert.Equal(12, told.Count(static line => line.EndsWith(nameof(DatasetDayStatus.Added), StringComparison.Ordinal)));
        Assert.All(told, static line => Assert.True(line.EndsWith("Added", StringComparison.Ordinal) || line.EndsWith("Held", StringComparison.Ordinal), line));
        Assert.Equal(alone, Asked(harness));
        RowAssert.Equal(truth, await DatasetJob.ReadAsync(root));
    }

    [Fact]
    public async Task A_reader_beside_a_writer_sees_one_or_the_other()
    {
        using TempFolder folder = new();
        string root = folder.File("root");
        IReadOnlyList<ScoredInsight> many = [.. MadeRows.Take(3_000).Where(static row => row.Timestamp is not null)];
        IReadOnlyList<ScoredInsight> few = [.. many.Take(1_000)];
        await DatasetJob.ExportAsync(root, few);
        using CancellationTokenSource stop = new();
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < 40; i++)
            {
                await DatasetJob.ExportAsync(root, i % 2 == 0 ? many : few);
            }

            await stop.CancelAsync();
        }, Token);
        HashSet<int> seen = [];
        while (!stop.IsCancellationRequested)
        {
            seen.Add((await DatasetJob.ReadAsync(root)).Count);
            Assert.Equal(DatasetDayStatus.Provisional, Assert.Single(DatasetJob.Reader(root).Look(verify: false, Token)).Status);
        }

        await writer;
        Assert.Equal([few.Count, many.Count], seen.Order());
    }

    private static int Asked(EngineHarness harness) => harness.Server.Requests.Snapshot().Count(static request => request.Path.EndsWith("conversations/summary/query", StringComparison.Ordinal));

    private static async Task<List<ScoredInsight>> TruthAsync(EngineHarness harness, TempFolder folder, InsightQuery query)
    {
        string root = folder.File("truth");
        await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token);
        List<ScoredInsight> rows = await DatasetJob.ReadAsync(root);
        Assert.Equal(
            harness.Server.World.Truth(query.StartTime, query.EndTime).Select(static row => $"{row.InteractionId} {row.AgentId} {row.Time:O} {row.Sentiment} {row.Csat}"),
            rows.Select(static row => $"{row.InteractionId} {row.AgentId} {row.Timestamp:O} {row.SentimentAverage} {row.Csat}"));
        return rows;
    }

    private static IEnumerable<string> FilesOf(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(static file => Path.GetFileName(file)).Where(static name => name != "_dataset.json").Order(StringComparer.Ordinal);

    private static Child Start(EngineHarness harness, string root, InsightQuery query, string step, string? bounds = null)
    {
        string[] arguments =
        [
            OtherProcess.Dataset, root, harness.Server.BaseAddress.AbsoluteUri, query.StartTime.ToString("O", CultureInfo.InvariantCulture), query.EndTime.ToString("O", CultureInfo.InvariantCulture), step,
        ];
        Dictionary<string, string> environment = new() { ["TEST_CLIENT"] = harness.Server.ClientId, ["TEST_SECRET"] = harness.Server.ClientSecret };
        return bounds is null ? Child.Start(environment, arguments) : Child.StartBounded(bounds, environment, arguments);
    }
}
