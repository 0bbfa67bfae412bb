using SpeechInsights.Checkpoints;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointQueryTests
{
    private const string QueryPath = "conversations/summary/query";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_every_row_of_a_small_list_and_once_more(bool beforeNote)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightQuery query = harness.Query(harness.Input() with { InteractionId = Ids(harness, 25), GroupBy = [InsightGrouping.InteractionId], PageSize = 7 });
        for (int k = 0; k <= 25; k++)
        {
            await AssertWholeAsync(harness, query, lag: k % 3, beforeNote, k, k % 9);
        }
    }

    [Theory]
    [InlineData(1, 99, 100, 101, 199, 200, 201)]
    [InlineData(250, 1_000, 1_001, 500)]
    [InlineData(0, 0, 100, 0, 100)]
    [InlineData(3_100, 1)]
    public async Task Killed_at_and_around_the_edges_of_pages(params int[] kills)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        await AssertWholeAsync(harness, harness.Query(), lag: 0, beforeNote: false, kills);
        await AssertWholeAsync(harness, harness.Query(), lag: 2, beforeNote: true, kills);
        List<SpeechInsight> rows = await harness.ReadAsync();
        harness.AssertIsTruth(rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public async Task Totals_about_a_page(int total)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        IReadOnlyList<string> ids = total == 0 ? ["nobody"] : Ids(harness, total);
        InsightQuery query = harness.Query(harness.Input() with { InteractionId = ids, GroupBy = [InsightGrouping.InteractionId] });
        Assert.Equal(total, (await harness.ReadAsync(query)).Count);
        foreach (int k in new[] { 0, 1, 98, 99, 100, 101 })
        {
            await AssertWholeAsync(harness, query, lag: 0, beforeNote: true, k, 0);
        }
    }

    [Fact]
    public async Task Several_batches_of_interactions()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightQuery query = harness.Query(harness.Input() with { InteractionId = Ids(harness, 2_150), GroupBy = [InsightGrouping.InteractionId] });
        foreach (int k in new[] { 950, 999, 1_000, 1_001, 1_100, 1_999, 2_000, 2_001, 2_149, 2_150 })
        {
            await AssertWholeAsync(harness, query, lag: 0, beforeNote: k % 2 == 0, k, 60);
            await AssertWholeAsync(harness, query, lag: 3, beforeNote: k % 2 == 1, k, 60);
        }
    }

    [Fact]
    public async Task Going_on_asks_for_the_rest_only()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 0);
        Assert.False(await RunAsync(harness, harness.Query(), file, store, 1_500, false));
        int before = harness.Run.RequestCount;
        Assert.True(await RunAsync(harness, harness.Query(), file, store, null, false));
        int pages = (harness.Server.World.Truth(null, null).Count() + 99) / 100;
        Assert.Equal(pages - 14, harness.Run.RequestCount - before);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(7)]
    public async Task Pages_that_the_server_caps(int cap)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = FaultKind.PageSizeCap, Rows = cap, Times = 0 });
        InsightQuery query = harness.Query(harness.Input() with { InteractionId = Ids(harness, 250), GroupBy = [InsightGrouping.InteractionId] });
        foreach (int k in new[] { cap - 1, cap, cap + 1, 100, 209, 249, 250 })
        {
            await AssertWholeAsync(harness, query, lag: 1, beforeNote: true, k, cap);
        }

        Assert.True(fault.Fired > 20);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Shift), 1, true)]
    [InlineData(nameof(FaultKind.Shift), 150, true)]
    [InlineData(nameof(FaultKind.Vanish), 1, true)]
    [InlineData(nameof(FaultKind.Vanish), 150, true)]
    [InlineData(nameof(FaultKind.Shift), 1, false)]
    [InlineData(nameof(FaultKind.Shift), 150, false)]
    [InlineData(nameof(FaultKind.Vanish), 1, false)]
    [InlineData(nameof(FaultKind.Vanish), 150, false)]
    public async Task A_list_that_moves_is_whole_or_an_error(string kind, int rows, bool between)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        HashSet<string> truth = [.. (await harness.ReadAsync()).Select(Key)];
        foreach (int k in new[] { 0, 99, 100, 101, 550, 1_000, 2_900 })
        {
            harness.Server.Faults.Clear();
            FaultOrder order = new() { Path = QueryPath, Kind = Enum.Parse<FaultKind>(kind), Rows = rows, Skip = between ? 0 : 3 };
            FaultTicket? fault = between ? null : harness.Fault(order);
            using CheckpointFile file = new();
            RowStore<string> store = new(lag: 1);
            bool isWhole = await RunAsync(harness, harness.Query(), file, store, k, true);
            fault ??= harness.Fault(order);
            try
            {
                isWhole = isWhole || await RunAsync(harness, harness.Query(), file, store, 700, false);
                isWhole = isWhole || await RunAsync(harness, harness.Query(), file, store, null, false);
            }
            catch (InsightsException e) when (e.ErrorId == "IncompleteResult")
            {
                Assert.Contains(kind == nameof(FaultKind.Vanish) ? "delete the checkpoint" : "run it again", e.Hint, StringComparison.Ordinal);
            }

            Assert.Equal(1, fault.Fired);

            // New rows stand in front, so that none of the old ones is gone: these must all come, error or not.
            Assert.True(!isWhole || kind == nameof(FaultKind.Vanish) || truth.IsSubsetOf(store.Rows), $"rows are lost after {k}");
            Assert.True(store.Rows.Count - store.Rows.Distinct().Count() <= store.InFlight, $"rows come again after {k}");
            if (isWhole)
            {
                harness.Server.Faults.Add(order with { Path = "nowhere" });
                Assert.Subset(store.Rows.ToHashSet(), (await harness.ReadAsync()).Select(Key).ToHashSet());
            }
        }
    }

    [Theory]
    [InlineData(nameof(FaultKind.Status))]
    [InlineData(nameof(FaultKind.Reset))]
    [InlineData(nameof(FaultKind.ResetInBody))]
    [InlineData(nameof(FaultKind.Truncate))]
    public async Task Answers_that_fail_break_it_and_it_goes_on(string kind)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(options: new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 });
        List<string> truth = [.. (await harness.ReadAsync()).Select(Key)];
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 0);
        foreach (int offset in new[] { 0, 700, 800, 2_500 })
        {
            FaultTicket fault = harness.Fault(new FaultOrder { Path = QueryPath, Kind = Enum.Parse<FaultKind>(kind), Offset = offset });
            await Assert.ThrowsAsync<ApiException>(() => RunAsync(harness, harness.Query(), file, store, null, false));
            Assert.Equal((1, offset), (fault.Fired, store.Rows.Count));
        }

        Assert.True(await RunAsync(harness, harness.Query(), file, store, null, false));
        Assert.Equal(truth, store.Rows);
    }

    private static async Task AssertWholeAsync(EngineHarness harness, InsightQuery query, int lag, bool beforeNote, params int[] kills)
    {
        List<string> truth = [.. (await harness.ReadAsync(query)).Select(Key)];
        using CheckpointFile file = new();
        RowStore<string> store = new(lag);
        bool isWhole = false;
        foreach (int kill in kills)
        {
            isWhole = isWhole || await RunAsync(harness, query, file, store, kill, beforeNote);
        }

        isWhole = isWhole || await RunAsync(harness, query, file, store, null, beforeNote);
        Assert.True(isWhole);
        Assert.False(file.Exists);
        Assert.Equal(truth, store.Rows.Distinct());
        Assert.Equal(truth.Count + store.InFlight, store.Rows.Count);
        Assert.InRange(store.LargestInFlight, 0, query.PageSize);
    }

    private static async Task<bool> RunAsync(EngineHarness harness, InsightQuery query, CheckpointFile file, RowStore<string> store, int? kill, bool beforeNote)
    {
        Checkpoint checkpoint = file.Open(CheckpointScope.Of(query, "test", harness.Session));
        return await store.RunAsync(KeysAsync(harness.Session.Api.QueryAsync(query, null, checkpoint, harness.Run, EngineHarness.Token)), checkpoint, kill, beforeNote);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> KeysAsync(IAsyncEnumerable<IReadOnlyList<SpeechInsight>> pages)
    {
        await foreach (IReadOnlyList<SpeechInsight> page in pages)
        {
            yield return [.. page.Select(Key)];
        }
    }

    private static string Key(SpeechInsight row) => $"{row.InteractionId} {row.AgentId} {row.Timestamp:O} {row.SentimentAverage} {row.SpeechAnalytics?.Count}";

    private static IReadOnlyList<string> Ids(EngineHarness harness, int count)
    {
        string[] ids = [.. harness.Server.World.Truth(null, null).Select(static row => row.InteractionId).Distinct().Take(count)];
        Assert.Equal(count, ids.Length);
        return ids;
    }
}
