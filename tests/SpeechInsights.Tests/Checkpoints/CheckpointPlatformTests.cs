using SpeechInsights.Checkpoints;
using SpeechInsights.Insights;
using SpeechInsights.Tests.Platform;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointPlatformTests
{
    [Theory]
    [InlineData(100, 0, 1, 99, 100, 101, 250)]
    [InlineData(100, 100, 100, 2_000)]
    [InlineData(null, 999, 1_000, 1_001)]
    [InlineData(null, 2_500, 0)]
    public async Task Every_row_comes_and_none_that_was_kept_comes_again(int? pageSize, params int[] kills)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        await AssertWholeAsync(harness, harness.Input() with { PageSize = pageSize }, beforeNote: false, kills);
        await AssertWholeAsync(harness, harness.Input() with { PageSize = pageSize }, beforeNote: true, kills);
    }

    [Fact]
    public async Task Named_conversations_too()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        string[] ids = [.. (await harness.ReadAsync()).Select(static row => row.InteractionId).Distinct().Take(450)];
        foreach (int k in new[] { 0, 1, 99, 100, 101, 449 })
        {
            await AssertWholeAsync(harness, harness.Input() with { InteractionId = ids }, beforeNote: k % 2 == 0, k);
        }
    }

    [Fact]
    public async Task Conversations_that_are_put_together_over_intervals_come_in_pages_too()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        InsightQueryInput input = harness.Input() with { StartTime = harness.World.End.AddDays(-90) };
        int requests = harness.Run.RequestCount;
        int rows = (await harness.ReadAsync(input)).Count;
        Assert.True(rows > 1_000 && harness.Run.RequestCount - requests > 3, $"{rows} rows of several intervals");
        await AssertWholeAsync(harness, input, beforeNote: true, 500, 1_000, 1_500);
    }

    private static async Task AssertWholeAsync(PlatformHarness harness, InsightQueryInput input, bool beforeNote, params int[] kills)
    {
        InsightQuery query = new(input, ApiProfile.Platform);
        string[] truth = [.. (await harness.ReadAsync(input)).Select(Key).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(truth);
        using CheckpointFile file = new();
        RowStore<string> store = new(lag: 1);
        bool isWhole = false;
        foreach (int? kill in kills.Cast<int?>().Append(null))
        {
            if (!isWhole)
            {
                Checkpoint checkpoint = file.Open(CheckpointScope.Of(query, "test", harness.Session));
                isWhole = await store.RunAsync(RowsAsync(harness, query, checkpoint), checkpoint, kill, beforeNote);
            }
        }

        Assert.True(isWhole);
        Assert.False(file.Exists);
        Assert.Equal(truth, store.Rows.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(truth.Length + store.InFlight, store.Rows.Count);
        Assert.InRange(store.LargestInFlight, 0, 1_000);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(PlatformHarness harness, InsightQuery query, Checkpoint checkpoint)
    {
        await foreach (IReadOnlyList<SpeechInsight> page in harness.Session.Api.QueryAsync(query, null, checkpoint, harness.Run, PlatformHarness.Token))
        {
            yield return [.. page.Select(Key)];
        }
    }

    private static string Key(SpeechInsight row) => $"{row.InteractionId} {row.AgentId} {row.SentimentAverage:F9} {row.SpeechAnalytics?.Count}";
}
