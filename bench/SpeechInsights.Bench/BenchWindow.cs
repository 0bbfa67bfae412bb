using SpeechInsights.Insights;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Bench;

/// <summary>The query that everything here asks: all of the simulator's thirty days, a row an interaction.</summary>
internal static class BenchWindow
{
    public static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Start = End.AddDays(-30);

    public const string Path = "/api/v2/analytics/conversations/summary/query";

    public static InsightQuery Query() => new(
        new InsightQueryInput { ModelId = ModelCatalog.DeployedId, StartTime = Start, EndTime = End, GroupBy = [InsightGrouping.InteractionId] }, ApiProfile.Summary);
}
