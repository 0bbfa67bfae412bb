using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>The budget that a session asks for, over its own requests.</summary>
public sealed class SessionBudgetTests
{
    private const int Limit = 3;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_session_sends_no_more_a_minute_than_it_was_told()
    {
        await using EngineHarness harness = await StartAsync();
        await SendAsync(harness.Session, Limit);
        Task waiting = SendAsync(harness.Session, 1);
        await _time.WaitForTimersAsync(remaining: IsBudgetWait);
        Assert.Equal(Limit, Count(harness));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
        Assert.Equal(Limit + 1, Count(harness));
    }

    [Fact]
    public async Task Sessions_of_one_client_share_what_it_may_send()
    {
        await using EngineHarness harness = await StartAsync();
        InsightsSession first = harness.Session;
        InsightsSession second = await harness.ConnectAsync();
        await SendAsync(first, Limit - 1);
        await SendAsync(second, 1);
        Task waiting = SendAsync(second, 1);
        await _time.WaitForTimersAsync(remaining: IsBudgetWait);
        Assert.Equal(Limit, Count(harness));
        _time.Advance(TimeSpan.FromSeconds(61));
        await waiting;
        first.Close();
    }

    private static bool IsBudgetWait(TimeSpan wait) => wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(61);

    private Task<EngineHarness> StartAsync() => EngineHarness.StartAsync(
        new SimulatorOptions { Interactions = 10 }, new SessionOptions { Time = _time, RequestsPerMinute = Limit, Timeout = TimeSpan.FromHours(1) });

    private static async Task SendAsync(InsightsSession session, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await session.Api.GetModelAsync(ModelCatalog.DeployedId, RunContext.Silent(), EngineHarness.Token);
        }
    }

    private static int Count(EngineHarness harness) => harness.Server.Requests.Snapshot().Count(static request => request.Path.Contains("/models/", StringComparison.Ordinal));
}
