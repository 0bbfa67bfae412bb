using SpeechInsights.Models;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Models;

public sealed class ModelGateTests
{
    private const string ModelPath = "/models/";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_model_is_read_once_in_five_minutes_and_then_anew()
    {
        await using EngineHarness harness = await StartAsync();
        ModelGate gate = new(harness.Session.Api, _time);
        await CheckAsync(gate, harness);
        _time.Advance(TimeSpan.FromSeconds(299));
        await CheckAsync(gate, harness);
        Assert.Equal(1, Count(harness));
        _time.Advance(TimeSpan.FromSeconds(1));
        await CheckAsync(gate, harness);
        Assert.Equal(2, Count(harness));
    }

    [Fact]
    public async Task One_that_can_not_be_used_is_looked_at_each_time()
    {
        await using EngineHarness harness = await StartAsync();
        ModelGate gate = new(harness.Session.Api, _time);
        for (int time = 1; time <= 2; time++)
        {
            InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => gate.CheckAsync(ModelCatalog.TrainingId, harness.Run, EngineHarness.Token));
            Assert.Equal(InsightsError.ModelNotReady, error.Error);
            Assert.Equal(time, Count(harness));
        }
    }

    private Task<EngineHarness> StartAsync() => EngineHarness.StartAsync(new SimulatorOptions { Interactions = 10 }, new() { Time = _time, RequestsPerMinute = 0, Timeout = TimeSpan.FromHours(1) });

    private static Task CheckAsync(ModelGate gate, EngineHarness harness) => gate.CheckAsync(ModelCatalog.DeployedId, harness.Run, EngineHarness.Token);

    private static int Count(EngineHarness harness) => harness.Server.Requests.Snapshot().Count(static request => request.Path.Contains(ModelPath, StringComparison.Ordinal));
}
