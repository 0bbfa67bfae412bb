using SpeechInsights.Csat;
using SpeechInsights.Insights;
using SpeechInsights.Pipelines;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Platform;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Runs query and join on the Platform profile, over several jobs at once, into each fault, and compares what came with the truth.</summary>
public sealed class PlatformFaultTests
{
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(60);

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < PlatformFaults.All.Count; i++)
        {
            data.Add(i, PlatformFaults.All[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Comes_out_as_the_matrix_says(int number, string name)
    {
        FaultCase fault = PlatformFaults.All[number];
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 400, JobLooks = 0 }, new SessionOptions { Time = new HastyTimeProvider(), Timeout = s_attempt, RequestsPerMinute = 0 });
        FaultTicket ticket = harness.Fault(fault.Order);
        DateTimeOffset start = harness.World.Start.AddDays(-70);
        List<ScoredInsight> rows = [];
        InsightsException? error = null;
        try
        {
            await foreach (IReadOnlyList<ScoredInsight> batch in Pipeline(harness, start).RunAsync(PlatformHarness.Token))
            {
                rows.AddRange(batch);
            }
        }
        catch (InsightsException e)
        {
            error = e;
        }

        Assert.True(ticket.Fired > 0, name);
        (string, string?, double?, long)[] came = [.. rows.Select(static row => (row.InteractionId, row.AgentId, row.Csat, row.SurveyCount)).Order()];
        (string, string?, double?, long)[] truth =
            [.. harness.Server.Platform.World.Truth(start, harness.World.End).Select(static row => (row.ConversationId, row.UserId, row.SurveyTotal, (long)row.SurveyCount)).Order()];
        Assert.Equal(came.Length, came.Distinct().Count());
        if (fault.IsWhole)
        {
            Assert.Null(error);
            Assert.Equal(truth, came);
            return;
        }

        Assert.Equal(fault.Outcome, error?.ErrorId);
        if (fault.Attempts is { } attempts)
        {
            Assert.InRange(ticket.Fired, attempts, attempts * harness.Session.ThrottleLimit);
        }

        Assert.NotEmpty(error!.Hint!);
        Assert.Subset(truth.ToHashSet(), came.ToHashSet());
    }

    private static InsightPipeline Pipeline(PlatformHarness harness, DateTimeOffset start) => new(
        harness.Session,
        new InsightQuery(harness.Input() with { StartTime = start }, ApiProfile.Platform),
        new JoinWindow(null, null, harness.Session.Api.DefaultSurveyLag, ApiProfile.Platform),
        harness.Run);
}
