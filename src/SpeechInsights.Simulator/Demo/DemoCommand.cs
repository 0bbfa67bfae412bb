using System.Diagnostics;
using System.Globalization;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Models;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Demo;

/// <summary>
/// The whole job on synthetic conversations, by the engine alone: what a machine without PowerShell can show. The module's
/// own demo is build.ps1 -Task Demo.
/// </summary>
internal static class DemoCommand
{
    private const int Interactions = 6_000;
    private const int ShownRows = 8;

    public static async Task<int> RunAsync()
    {
        long started = Stopwatch.GetTimestamp();
        DemoTables.Widen();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("speechinsights-demo-");
        SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = Interactions }).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            try
            {
                await ShowAsync(server, Path.Combine(folder.FullName, "audit.jsonl")).ConfigureAwait(false);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        DemoTables.Say($"The whole job took {Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s. With PowerShell 7.4 the same runs as cmdlets.");
        return 0;
    }

    private static async Task ShowAsync(SimulatorServer server, string auditPath)
    {
        RunContext run = RunContext.Silent();
        DateTimeOffset to = server.World.End.AddDays(-2);
        DateTimeOffset from = to.AddDays(-7);

        DemoTables.Step($"Connect-GenesysInsights: {Interactions} synthetic conversations at {server.BaseAddress}");
        InsightsSession session = await ConnectAsync(server, auditPath, run).ConfigureAwait(false);
        DemoTables.Show(session);

        DemoTables.Step("Test-SpeechModel: can the model be queried for that week?");
        SpeechModelReport report = await session.Api.InspectModelAsync(
            new ModelInspection(ModelCatalog.DeployedId, from, to, session.Options.Time.GetUtcNow()), run, CancellationToken.None).ConfigureAwait(false);
        DemoTables.Show(report);

        DemoTables.Step("Invoke-InsightPipeline: query, join, measure, and register the coaching webhook");
        InsightQuery query = new(new InsightQueryInput { ModelId = ModelCatalog.DeployedId, StartTime = from, EndTime = to }, ApiProfile.Summary);
        (List<ScoredInsight> rows, InsightPipeline pipeline) = await RunPipelineAsync(session, query).ConfigureAwait(false);
        DemoTables.Show(rows, ShownRows);
        DemoTables.Show(pipeline.Accuracy!);
        DemoTables.Show(pipeline.Webhook!);

        DemoTables.Step("Get-InsightAudit, Test-InsightAudit: who asked what, and is the trail as it was written?");
        DemoTables.Show(AuditReader.ReadLines(auditPath, CancellationToken.None).Select(static line => AuditEntryReader.TryRead(line.Bytes.Span)!));
        DemoTables.Say(AuditVerifier.Verify(auditPath, session.Audit.Hasher, null, null, CancellationToken.None).ToString());
        session.Close();
    }

    private static async Task<InsightsSession> ConnectAsync(SimulatorServer server, string auditPath, RunContext run)
    {
        using SecureString secret = new();
        foreach (char c in server.ClientSecret)
        {
            secret.AppendChar(c);
        }

        return await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: server.BaseAddress)),
            SessionCredential.FromClient(server.ClientId, secret),
            new AuditFile(auditPath, AuditHasher.Plain),
            new Sessions.SessionOptions(),
            run,
            CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<(List<ScoredInsight> Rows, InsightPipeline Pipeline)> RunPipelineAsync(InsightsSession session, InsightQuery query)
    {
        RunContext run = RunContext.Silent();
        InsightPipeline pipeline = new(session, query, new JoinWindow(null, null, TimeSpan.Zero, session.Profile), run)
        {
            Registration = new WebhookRegistration
            {
                Name = WebhookRegistration.DefaultName,
                Uri = new Uri("https://coaching-platform.example.com/api/v1/insights"),
                ModelId = query.ModelId!,
            },
        };
        AuditedRun audited = AuditedRun.Start(session, "Invoke-InsightPipeline", AuditQuery.Of(query), changes: true, run);
        List<ScoredInsight> rows = [];
        await foreach (IReadOnlyList<ScoredInsight> batch in pipeline.RunAsync(CancellationToken.None).ConfigureAwait(false))
        {
            rows.AddRange(batch);
        }

        audited.End(AuditStatus.Completed, rows.Count, accuracyScore: pipeline.Accuracy!.AlignmentRate);
        return (rows, pipeline);
    }
}
