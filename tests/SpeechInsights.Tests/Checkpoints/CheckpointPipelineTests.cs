using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointPipelineTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(999, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    [InlineData(2_600, true)]
    public async Task Joined_rows_are_all_stored_and_only_the_batch_under_way_comes_again(int kill, bool beforeNote)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 1);
        InsightPipeline first = Create(harness, file);
        Assert.False(await store.RunAsync(RowsAsync(first), first.Checkpoint!, kill, beforeNote));
        InsightPipeline last = Create(harness, file);
        Assert.True(await store.RunAsync(RowsAsync(last), last.Checkpoint!, null, beforeNote));
        string[] truth = [.. harness.Server.World.Truth(null, null).Select(static row => Key(row.InteractionId, row.AgentId, row.Csat))];
        Assert.Equal(truth, store.Rows.Distinct());

        // A batch ends within a page, whose rows of the batch before come again too.
        Assert.InRange(store.Rows.Count - truth.Length, store.InFlight, store.InFlight + 99);
        Assert.False(file.Exists);
        Assert.NotNull(last.Webhook);
        Assert.Equal(last.Checkpoint!.ResumedRows == 0, last.Accuracy is not null);
    }

    [Fact]
    public async Task A_registration_that_fails_is_made_up_for_without_a_row()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(options: new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 });
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 0);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "webhooks", Kind = FaultKind.Status, Status = 500 });
        InsightPipeline first = Create(harness, file);
        await Assert.ThrowsAsync<ApiException>(() => store.RunAsync(RowsAsync(first), first.Checkpoint!, null, false));
        Assert.Equal(1, fault.Fired);
        int rows = store.Rows.Count;
        Assert.Equal(harness.Server.World.Truth(null, null).Count(), rows);
        InsightPipeline last = Create(harness, file);
        Assert.True(await store.RunAsync(RowsAsync(last), last.Checkpoint!, null, false));
        Assert.Equal(rows, store.Rows.Count);
        Assert.NotNull(last.Webhook);
    }

    [Theory]
    [InlineData("surveys/summary/query")]
    [InlineData("conversations/summary/query")]
    public async Task A_request_that_fails_loses_none_of_the_rows_that_wait_for_their_scores(string path)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(options: new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 });
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 0);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = path, Kind = FaultKind.Status, Status = 503, Skip = 12 });
        InsightPipeline first = Create(harness, file);
        await Assert.ThrowsAsync<ApiException>(() => store.RunAsync(RowsAsync(first), first.Checkpoint!, null, false));
        Assert.Equal(1, fault.Fired);
        InsightPipeline last = Create(harness, file);
        Assert.True(await store.RunAsync(RowsAsync(last), last.Checkpoint!, null, false));
        string[] truth = [.. harness.Server.World.Truth(null, null).Select(static row => Key(row.InteractionId, row.AgentId, row.Csat))];
        Assert.Equal(truth, store.Rows.Distinct());
        Assert.InRange(store.Rows.Count - truth.Length, 0, 99);
    }

    private static InsightPipeline Create(EngineHarness harness, CheckpointFile file)
    {
        InsightQuery query = harness.Query();
        JoinWindow window = new(null, null, TimeSpan.Zero, ApiProfile.Summary);
        return new InsightPipeline(harness.Session, query, window, harness.Run)
        {
            Registration = new WebhookRegistration { Name = "hook", Uri = new Uri("https://coaching-platform.example.com/"), ModelId = ModelCatalog.DeployedId },
            Checkpoint = file.Open(CheckpointScope.Of(query, $"test {window}", harness.Session)),
        };
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(InsightPipeline pipeline)
    {
        await foreach (IReadOnlyList<ScoredInsight> rows in pipeline.RunAsync(EngineHarness.Token))
        {
            yield return [.. rows.Select(static row => Key(row.InteractionId, row.AgentId, row.Csat))];
        }
    }

    private static string Key(string interaction, string? agent, double? csat) => $"{interaction} {agent} {csat:F6}";
}
