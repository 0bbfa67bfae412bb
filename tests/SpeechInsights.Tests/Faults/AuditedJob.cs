using SpeechInsights.Auditing;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Pipelines;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Runs the whole job as Invoke-InsightPipeline does, one audited run around it, and looks at what it left.</summary>
internal sealed class AuditedJob(EngineHarness harness)
{
    private const string Command = "Invoke-InsightPipeline";

    private readonly int _seenBefore = harness.Server.Requests.Snapshot().Count;
    private double? _accuracy;

    public WebhookRegistration? Registration { get; init; }

    /// <summary>Told of each batch that came, by its number from 1.</summary>
    public Func<int, ValueTask>? OnBatch { get; init; }

    public List<ScoredInsight> Rows { get; } = [];

    /// <summary>What ended it, or null.</summary>
    public Exception? Error { get; private set; }

    public RunContext Run { get; } = new(harness.Trace);

    /// <summary>The requests that the server has seen of it.</summary>
    public int SeenCount => harness.Server.Requests.Snapshot().Count - _seenBefore;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        InsightPipeline pipeline = new(harness.Session, harness.Query(), new JoinWindow(null, null, TimeSpan.Zero, ApiProfile.Summary), Run)
        {
            Registration = Registration,
        };
        AuditedRun audited = AuditedRun.Start(AuditSource.Of(harness.Session), Command, AuditQuery.Of(harness.Query()), changes: Registration is not null, Run);
        try
        {
            int batches = 0;
            await foreach (IReadOnlyList<ScoredInsight> batch in pipeline.RunAsync(cancellationToken))
            {
                Rows.AddRange(batch);
                await (OnBatch?.Invoke(++batches) ?? ValueTask.CompletedTask);
            }

            _accuracy = pipeline.Accuracy?.AlignmentRate;
            audited.End(AuditStatus.Completed, Rows.Count, accuracyScore: _accuracy);
        }
        catch (OperationCanceledException e)
        {
            Error = e;
            audited.End(AuditStatus.Cancelled, Rows.Count);
        }
        catch (InsightsException e)
        {
            Error = e;
            audited.End(AuditStatus.Failed, Rows.Count, e);
        }
    }

    /// <summary>What came is the truth, row by row.</summary>
    public void AssertIsTruth()
    {
        Assert.Null(Error);
        AssertAllRowsCame();
    }

    /// <summary>Every row of the truth came, whatever was afterwards.</summary>
    public void AssertAllRowsCame() => Assert.Equal(TruthOf(harness), ReadRows());

    /// <summary>What came is the truth and so many rows beside it, each once.</summary>
    public void AssertHoldsTruth(int more)
    {
        Assert.Null(Error);
        (string, string?, double?, double?)[] read = ReadRows();
        Assert.Equal(TruthOf(harness).Length + more, read.Length);
        Assert.Equal(read.Length, read.Distinct().Count());
        Assert.Subset(read.ToHashSet(), TruthOf(harness).ToHashSet());
    }

    /// <summary>It ended with the error, which says what to do, and what came before is right as far as it goes.</summary>
    public InsightsException AssertFailed(string id)
    {
        InsightsException error = Assert.IsAssignableFrom<InsightsException>(Error);
        Assert.Equal(id, error.ErrorId);
        Assert.False(string.IsNullOrWhiteSpace(error.Hint), $"{id} has no hint");
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.DoesNotContain(harness.Server.ClientSecret, error.ToString(), StringComparison.Ordinal);
        if (error is ApiException { Status: not null } answered)
        {
            Assert.NotNull(answered.CorrelationId);
        }

        AssertIsPartOfTruth();
        return error;
    }

    public void AssertIsPartOfTruth()
    {
        (string, string?, double?, double?)[] read = ReadRows();
        Assert.Equal(read.Length, read.Distinct().Count());
        Assert.Subset(TruthOf(harness).ToHashSet(), read.ToHashSet());
    }

    /// <summary>The audit has the run's two lines, they say what came of it, and the trail is whole.</summary>
    public AuditEntry AssertAudited()
    {
        AuditEntry[] entries = AuditedEntries.Read(harness.AuditPath);
        AuditEntry start = Assert.Single(entries, entry => entry.Command == Command && entry.Status == AuditStatus.Started && entry.RunId == entries[^1].RunId);
        Assert.Equal((0, 0, null, null), (start.RequestCount, start.RetryCount, start.ResultCount, start.Error));
        Assert.Equal((ModelCatalog.DeployedId, harness.Server.World.Start, harness.Server.World.End), (start.ModelId, start.DateFrom, start.DateTo));

        AuditEntry end = entries[^1];
        Assert.Equal(start.Sequence + 1, end.Sequence);
        Assert.Equal(
            Error is null ? AuditStatus.Completed : Error is OperationCanceledException ? AuditStatus.Cancelled : AuditStatus.Failed, end.Status);
        Assert.Equal((Error as InsightsException)?.ErrorId, end.Error);
        Assert.Equal(Rows.Count, end.ResultCount);

        // A renewal of the token goes on for the others' sake when the run that began it has ended without success.
        bool isStopped = end.Status == AuditStatus.Cancelled;
        int renewing = Error is null ? 0 : harness.Server.Requests.Snapshot().Skip(_seenBefore).Count(static request => request.Path == FaultMatrix.Token);
        Assert.InRange(end.RequestCount, isStopped ? 0 : Run.RequestCount - renewing, Run.RequestCount);
        Assert.InRange(end.RetryCount, isStopped ? 0 : Run.RetryCount - renewing, Run.RetryCount);
        Assert.Equal(_accuracy is { } accuracy ? Math.Round(accuracy, 4) : null, end.AccuracyScore);
        Assert.True(end.ExecutionLatencyMs >= 0);
        if (Error is ApiException { CorrelationId: { } id })
        {
            Assert.Contains(id, end.CorrelationId);
        }

        AuditReport report = AuditVerifier.Verify(harness.AuditPath, AuditHasher.Plain, null, null, EngineHarness.Token);
        Assert.True(report.IsValid, report.Reason);
        return end;
    }

    private (string Id, string? Agent, double? Sentiment, double? Csat)[] ReadRows() =>
        [.. Rows.Select(row => (row.InteractionId, row.AgentId, row.SentimentAverage, row.Csat)).Order()];

    private static (string Id, string? Agent, double? Sentiment, double? Csat)[] TruthOf(EngineHarness harness) =>
        [.. harness.Server.World.Truth(null, null).Select(row => (row.InteractionId, (string?)row.AgentId, row.Sentiment, row.Csat)).Order()];
}
