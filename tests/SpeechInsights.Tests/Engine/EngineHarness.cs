using System.Net;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Tests.Engine;

/// <summary>A running simulator and a session of the engine with it, over real HTTP.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speechinsights-");

    private EngineHarness(SimulatorServer server, SessionOptions options)
    {
        Server = server;
        Options = options;
    }

    public SimulatorServer Server { get; }

    public SessionOptions Options { get; }

    public InsightsSession Session { get; private set; } = null!;

    public RecordingTrace Trace { get; } = new();

    public RunContext Run => _run ??= new RunContext(Trace);

    public string AuditPath => Path.Combine(_folder.FullName, "trail", "audit.jsonl");

    private RunContext? _run;

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Starts both. No budget by default, so that no test waits for one.</summary>
    public static async Task<EngineHarness> StartAsync(SimulatorOptions? simulator = null, SessionOptions? options = null, bool connect = true)
    {
        SimulatorServer server = await SimulatorServer.StartAsync(simulator ?? new SimulatorOptions { Interactions = 3_000 });
        SessionOptions given = options ?? new SessionOptions { RequestsPerMinute = 0 };
        EngineHarness harness = new(server, given with { Resolve = static (_, _) => Task.FromResult(new[] { IPAddress.Parse("93.184.216.34") }), Budgets = new RequestBudgets(given.Time, TimeSpan.FromMinutes(1)) });
        if (connect)
        {
            await harness.ConnectAsync();
        }

        return harness;
    }

    public async Task<InsightsSession> ConnectAsync(string? secret = null)
    {
        using SecureString secure = Secure(secret ?? Server.ClientSecret);
        Session = await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: Server.BaseAddress)),
            SessionCredential.FromClient(Server.ClientId, secure),
            new AuditFile(AuditPath, AuditHasher.Plain),
            Options,
            Run,
            Token);
        return Session;
    }

    public static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    public InsightQuery Query(InsightQueryInput? input = null) => new(
        input ?? new InsightQueryInput { ModelId = ModelCatalog.DeployedId, StartTime = Server.World.Start, EndTime = Server.World.End }, ApiProfile.Summary);

    public InsightQueryInput Input() => new() { ModelId = ModelCatalog.DeployedId, StartTime = Server.World.Start, EndTime = Server.World.End };

    public async Task<List<SpeechInsight>> ReadAsync(InsightQuery? query = null, long? first = null)
    {
        List<SpeechInsight> rows = [];
        await foreach (IReadOnlyList<SpeechInsight> batch in Session.Api.QueryAsync(query ?? Query(), first, Run, Token))
        {
            rows.AddRange(batch);
        }

        return rows;
    }

    public FaultTicket Fault(FaultOrder order) => Server.Faults.Add(order);

    /// <summary>Every row of the truth, in order, against what was read.</summary>
    public void AssertIsTruth(IReadOnlyList<SpeechInsight> rows, IEnumerable<TruthRow>? truth = null)
    {
        TruthRow[] expected = [.. truth ?? Server.World.Truth(null, null)];
        Xunit.Assert.Equal(expected.Length, rows.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Xunit.Assert.Equal(expected[i].InteractionId, rows[i].InteractionId);
            Xunit.Assert.Equal(expected[i].AgentId, rows[i].AgentId);
            Xunit.Assert.Equal(expected[i].Time, rows[i].Timestamp);
            Xunit.Assert.Equal(expected[i].Sentiment, rows[i].SentimentAverage);
            Xunit.Assert.Equal(expected[i].SpeechCount, rows[i].SpeechAnalytics?.Count);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Session?.Close();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
