using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>A simulator that speaks the Platform profile only, and a session of the engine with it, over real HTTP.</summary>
internal sealed class PlatformHarness : IAsyncDisposable
{
    public const string Transcripts = "/api/v2/analytics/transcripts/aggregates";
    public const string Surveys = "/api/v2/analytics/surveys/aggregates";
    public const string Triggers = "/api/v2/processautomation/triggers";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speechinsights-");

    private PlatformHarness(SimulatorServer server, SessionOptions options)
    {
        Server = server;
        Options = options;
        Run = new RunContext(Trace);
    }

    public SimulatorServer Server { get; }

    public SessionOptions Options { get; }

    public InsightsSession Session { get; private set; } = null!;

    public RecordingTrace Trace { get; } = new();

    public RunContext Run { get; }

    public SyntheticWorld World => Server.World;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IReadOnlyList<RequestRecord> Requests => Server.Requests.Snapshot();

    /// <summary>Starts both. Jobs are done at the first look unless the options say otherwise, so that no test waits for one.</summary>
    public static async Task<PlatformHarness> StartAsync(SimulatorOptions? simulator = null, SessionOptions? options = null, bool connect = true)
    {
        SimulatorOptions wanted = simulator ?? new SimulatorOptions { Interactions = 3_000, JobLooks = 0 };
        SimulatorServer server = await SimulatorServer.StartAsync(wanted with { Profile = ServedProfile.Platform });
        SessionOptions given = options ?? new SessionOptions { RequestsPerMinute = 0 };
        PlatformHarness harness = new(server, given with { Budgets = new RequestBudgets(given.Time, TimeSpan.FromMinutes(1)) });
        if (connect)
        {
            await harness.ConnectAsync();
        }

        return harness;
    }

    public async Task<InsightsSession> ConnectAsync(string? secret = null)
    {
        using SecureString secure = EngineHarness.Secure(secret ?? Server.ClientSecret);
        Session = await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: Server.BaseAddress, Profile: ApiProfile.Platform)),
            SessionCredential.FromClient(Server.ClientId, secure),
            new AuditFile(Path.Combine(_folder.FullName, "audit.jsonl"), AuditHasher.Plain),
            Options,
            Run,
            Token);
        return Session;
    }

    public InsightQueryInput Input() => new() { StartTime = World.Start, EndTime = World.End };

    public async Task<List<SpeechInsight>> ReadAsync(InsightQueryInput? input = null, long? first = null)
    {
        List<SpeechInsight> rows = [];
        await foreach (IReadOnlyList<SpeechInsight> batch in Session.Api.QueryAsync(new InsightQuery(input ?? Input(), ApiProfile.Platform), first, Run, Token))
        {
            rows.AddRange(batch);
        }

        return rows;
    }

    public async Task<List<CsatScore>> ScoresAsync(DateTimeOffset start, DateTimeOffset end, IReadOnlyList<string>? ids = null)
    {
        List<CsatScore> scores = [];
        await foreach (IReadOnlyList<CsatScore> batch in Session.Api.GetCsatAsync(new CsatQuery(start, end, ids, ApiProfile.Platform), Run, Token))
        {
            scores.AddRange(batch);
        }

        return scores;
    }

    public FaultTicket Fault(FaultOrder order) => Server.Faults.Add(order);

    public int Count(string method, string path) => Requests.Count(request => request.Method == method && request.Path == path);

    /// <summary>Every row of the truth, and no other, in the order of the conversations.</summary>
    public static void AssertIsTruth(IReadOnlyList<SpeechInsight> rows, IEnumerable<PlatformTruthRow> truth)
    {
        PlatformTruthRow[] expected = [.. truth];
        Assert.NotEmpty(expected);
        Dictionary<(string, string?), SpeechInsight> found = rows.ToDictionary(static row => (row.InteractionId, row.AgentId));
        Assert.Equal(expected.Length, found.Count);
        foreach (PlatformTruthRow row in expected)
        {
            SpeechInsight insight = found[(row.ConversationId, row.UserId)];
            Assert.Equal(row.SentimentCount, insight.Sentiment?.Count ?? 0);
            Assert.Equal(row.SentimentCount == 0 ? null : row.SentimentSum / 100.0 / row.SentimentCount, insight.SentimentAverage, (a, b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-12);
            Assert.Equal(row.TopicCount, insight.SpeechAnalytics?.Count ?? 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Session?.Close();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
