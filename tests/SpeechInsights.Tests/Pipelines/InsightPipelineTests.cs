using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Pipelines;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Pipelines;

public sealed class InsightPipelineTests
{
    [Fact]
    public async Task A_hundred_thousand_interactions_come_once_in_order_with_their_scores()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 100_000 });
        InsightPipeline pipeline = Create(harness);
        int at = 0;
        using IEnumerator<TruthRow> truth = harness.Server.World.Truth(null, null).GetEnumerator();
        await foreach (IReadOnlyList<ScoredInsight> rows in pipeline.RunAsync(EngineHarness.Token))
        {
            foreach (ScoredInsight row in rows)
            {
                Assert.True(truth.MoveNext(), $"row {at} is one too many");
                TruthRow expected = truth.Current;
                Assert.Equal(
                    (expected.InteractionId, expected.AgentId, expected.Sentiment, expected.Csat, (long)expected.SurveyCount),
                    (row.InteractionId, row.AgentId, row.SentimentAverage, row.Csat, row.SurveyCount));
                at++;
            }
        }

        Assert.False(truth.MoveNext());
        Assert.Equal(harness.Server.World.AgentRowCount, at);
        Assert.Equal(at, pipeline.Accuracy!.Total);
    }

    [Fact]
    public async Task Registers_after_the_last_row_and_not_before()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightPipeline pipeline = Create(harness, new WebhookRegistration
        {
            Name = "hook",
            Uri = new Uri("https://coaching-platform.example.com/"),
            ModelId = ModelCatalog.DeployedId,
        });
        await foreach (IReadOnlyList<ScoredInsight> rows in pipeline.RunAsync(EngineHarness.Token))
        {
            Assert.NotEmpty(rows);
            Assert.Equal(0, harness.Server.Webhooks.Count);
        }

        Assert.Equal(pipeline.Webhook!.Id, Assert.Single(harness.Server.Webhooks.All).Id);
    }

    [Theory]
    [InlineData(ModelCatalog.TrainingId, "ModelNotReady")]
    [InlineData("nobody", "ModelNotFound")]
    public async Task A_model_that_can_not_be_used_ends_it_before_a_query(string modelId, string id)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightPipeline pipeline = new(harness.Session, harness.Query(harness.Input() with { ModelId = modelId }), Window(), harness.Run);
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(async () =>
        {
            await foreach (IReadOnlyList<ScoredInsight> _ in pipeline.RunAsync(EngineHarness.Token))
            {
            }
        });
        Assert.Equal(id, error.ErrorId);
        Assert.DoesNotContain(harness.Server.Requests.Snapshot(), request => request.Path.Contains("summary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_is_read_once()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await harness.Session.Gate.CheckAsync(ModelCatalog.DeployedId, harness.Run, EngineHarness.Token);
        }

        Assert.Single(harness.Server.Requests.Snapshot(), request => request.Path.Contains("/models/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_page_ends_it_and_nothing_is_registered()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "conversations/summary", Kind = FaultKind.Status, Status = 500, Skip = 20 });
        InsightPipeline pipeline = Create(harness, new WebhookRegistration { Name = "hook", Uri = new Uri("https://example.com/"), ModelId = "m" });
        await Assert.ThrowsAnyAsync<InsightsException>(async () =>
        {
            await foreach (IReadOnlyList<ScoredInsight> _ in pipeline.RunAsync(EngineHarness.Token))
            {
            }
        });
        Assert.Equal(1, fault.Fired);
        Assert.Null(pipeline.Accuracy);
        Assert.Equal(0, harness.Server.Webhooks.Count);
    }

    private static JoinWindow Window() => new(null, null, TimeSpan.Zero, ApiProfile.Summary);

    private static InsightPipeline Create(EngineHarness harness, WebhookRegistration? registration = null) =>
        new(harness.Session, harness.Query(), Window(), harness.Run) { Registration = registration };
}
