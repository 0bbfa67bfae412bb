using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Faults.Stopping;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>How much memory a large world keeps; beside others their memory would count too.</summary>
[Collection(AloneCollection.Name)]
public sealed class WorldSizeTests
{
    [Fact]
    public void A_million_interactions_can_be_built()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        SyntheticWorld world = new(1_000_000, 7, new DateTimeOffset(2026, 11, 1, 15, 0, 0, TimeSpan.Zero));
        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(1_000_000, world.InteractionCount);
        Assert.InRange(used, 0, 250_000_000);
        Assert.Equal(999_999, world.IndexOf(world.IdOf(999_999).ToString()));
    }
}
