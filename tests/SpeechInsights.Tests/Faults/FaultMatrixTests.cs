using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Runs the whole job into each fault of the matrix, and compares what came, and its audit entry, with what must.</summary>
public sealed class FaultMatrixTests
{
    // On the hasty clock a second and a half: enough for an honest answer on a machine that is busy.
    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(60);

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < FaultMatrix.All.Count; i++)
        {
            data.Add(i, FaultMatrix.All[i].ToString());
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
        AuditedJob job = new(harness);
        await job.RunAsync(EngineHarness.Token);

        Assert.True(ticket.Fired > 0, name);
        AuditEntry end = job.AssertAudited();
        if (fault.Attempts is { } attempts)
        {
            Assert.InRange(ticket.Fired, attempts, attempts * harness.Session.ThrottleLimit);
            Assert.InRange(end.RetryCount, attempts - 1, (attempts - 1) * harness.Session.ThrottleLimit);
        }

        if (!fault.IsWhole)
        {
            // What was under way when it failed may never have reached the server.
            InsightsException error = job.AssertFailed(fault.Outcome);
            Assert.True(fault.Order.Kind != FaultKind.ResetInBody || error is ApiException { CorrelationId: not null }, "its headers had come");

            // A renewal of the token that nobody waits for any more goes on for the session, and may begin after the run's last line.
            int later = fault.Order.Kind == FaultKind.Revoke ? 1 : 0;
            Assert.InRange(end.RequestCount, job.SeenCount - later, job.SeenCount + harness.Session.ThrottleLimit);
            return;
        }

        Assert.Equal(job.SeenCount, end.RequestCount);
        Assert.Equal(fault.IsRepeated ? ticket.Fired : 0, end.RetryCount);
        if (fault.Outcome == FaultLine.Whole)
        {
            job.AssertIsTruth();
        }
        else
        {
            job.AssertHoldsTruth(more: 3);
            Assert.Contains(harness.Trace.Warnings, text => text.Contains("changed while it was read", StringComparison.Ordinal));
        }
    }
}
