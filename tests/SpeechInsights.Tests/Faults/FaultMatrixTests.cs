using System.Text;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Runs the whole job into each fault of the matrix and compares what came with the truth, row by row.</summary>
public sealed class FaultMatrixTests
{
    // On the hasty clock a second and a half: enough for an honest answer on a machine that is busy.
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(60);

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < FaultMatrix.All.Count; i++)
        {
            data.Add(i, $"{FaultMatrix.All[i].Where}: {FaultMatrix.All[i].Name}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Comes_out_as_the_matrix_says(int number, string name)
    {
        FaultCase fault = FaultMatrix.All[number];
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 1_100 },
            new SessionOptions { Time = new HastyTimeProvider(), Timeout = s_attempt, RequestsPerMinute = 0, MaximumResponseBytes = 1 << 20 });
        FaultTicket ticket = harness.Fault(fault.Order);
        (List<ScoredInsight> rows, InsightsException? error) = await RunAsync(harness);

        Assert.True(ticket.Fired > 0, name);
        if (fault.Attempts is { } attempts)
        {
            Assert.InRange(ticket.Fired, attempts, attempts * harness.Session.ThrottleLimit);
        }

        if (error is null)
        {
            AssertIsTruth(harness, rows, fault.Outcome);
            return;
        }

        Assert.Equal(fault.Outcome, error.ErrorId);
        Assert.DoesNotContain(error.Message, char.IsControl);
        if (error is ApiException { Status: not null } answered)
        {
            Assert.NotNull(answered.CorrelationId);
        }

        // What came before the error is right as far as it goes.
        TruthRow[] truth = [.. harness.Server.World.Truth(null, null)];
        HashSet<(string, string?)> known = [.. truth.Select(row => (row.InteractionId, (string?)row.AgentId))];
        Assert.All(rows, row => Assert.Contains((row.InteractionId, row.AgentId), known));
    }

    [Fact]
    public void The_page_of_the_docs_is_what_the_matrix_says()
    {
        string path = Path.Combine(Root(), "docs", "faults.md");
        string text = Render();
        if (Environment.GetEnvironmentVariable("SPEECHINSIGHTS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path));
    }

    private static async Task<(List<ScoredInsight> Rows, InsightsException? Error)> RunAsync(EngineHarness harness)
    {
        List<ScoredInsight> rows = [];
        InsightPipeline pipeline = new(harness.Session, harness.Query(), new JoinWindow(null, null, TimeSpan.Zero, ApiProfile.Summary), harness.Run);
        try
        {
            await foreach (IReadOnlyList<ScoredInsight> batch in pipeline.RunAsync(EngineHarness.Token))
            {
                rows.AddRange(batch);
            }

            return (rows, null);
        }
        catch (InsightsException e)
        {
            return (rows, e);
        }
    }

    private static void AssertIsTruth(EngineHarness harness, List<ScoredInsight> rows, string outcome)
    {
        (string, string?, double?, double?)[] truth =
            [.. harness.Server.World.Truth(null, null).Select(row => (row.InteractionId, (string?)row.AgentId, row.Sentiment, row.Csat)).Order()];
        (string, string?, double?, double?)[] read = [.. rows.Select(row => (row.InteractionId, row.AgentId, row.SentimentAverage, row.Csat)).Order()];
        if (outcome == FaultCase.Whole)
        {
            Assert.Equal(truth, read);
        }
        else
        {
            // Rows that came in while it was read are part of the result, each once.
            Assert.Equal("(3 more rows)", outcome);
            Assert.Equal(truth.Length + 3, read.Distinct().Count());
            Assert.Equal(read.Length, read.Distinct().Count());
            Assert.Subset(read.ToHashSet(), truth.ToHashSet());
        }
    }

    private static string Render()
    {
        StringBuilder text = new();
        text.Append("""
            # Faults, and what comes of them

            Made from `tests/SpeechInsights.Tests/Faults/FaultMatrix.cs`, each line of which a test runs over real HTTP against the
            simulator: the whole job, query and join, into the fault. The test asserts that the fault fired, and compares what
            came with the truth row by row. 'Sent' is how often the request is sent before the error; the first time included.

            | where | what happens | what comes of it | sent |
            |---|---|---|---|

            """);
        foreach (FaultCase fault in FaultMatrix.All)
        {
            string outcome = fault.Outcome == FaultCase.Whole ? fault.Outcome : fault.Outcome.StartsWith('(') ? $"the whole result {fault.Outcome}, and a warning" : $"`{fault.Outcome}`";
            text.Append($"| {fault.Where} | {fault.Name} | {outcome} | {fault.Attempts} |\n");
        }

        return text.ToString();
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
