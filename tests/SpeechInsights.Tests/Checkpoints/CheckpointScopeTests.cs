using SpeechInsights.Api;
using SpeechInsights.Auditing;
using SpeechInsights.Checkpoints;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Checkpoints;

public sealed class CheckpointScopeTests
{
    [Fact]
    public async Task Everything_that_makes_other_rows_or_other_pages_is_another_query()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightQueryInput input = harness.Input() with { InteractionId = ["a", "b"], Topic = ["t"], Metric = [InsightMetric.Sentiment] };
        InsightQueryInput[] others =
        [
            input with { ModelId = "another" },
            input with { StartTime = input.StartTime.AddSeconds(1) },
            input with { EndTime = input.EndTime.AddSeconds(-1) },
            input with { InteractionId = ["a"] },
            input with { InteractionId = ["ab"] },
            input with { InteractionId = ["b", "a"] },
            input with { InteractionId = null },
            input with { Topic = ["u"] },
            input with { Topic = null },
            input with { MinimumSentiment = -1 },
            input with { MinimumSentiment = 0 },
            input with { Interval = TimeSpan.FromHours(2) },
            input with { Metric = [InsightMetric.SpeechAnalytics] },
            input with { Metric = null },
            input with { GroupBy = [InsightGrouping.InteractionId] },
            input with { PageSize = 99 },
            input with { IncludeDetail = true },
        ];
        CheckpointScope scope = CheckpointScope.Of(harness.Query(input), "rows", harness.Session);
        CheckpointScope[] scopes =
        [
            scope,
            CheckpointScope.Of(harness.Query(input), "joined rows", harness.Session),
            .. others.Select(other => CheckpointScope.Of(harness.Query(other), "rows", harness.Session)),
        ];
        Assert.Equal(scopes.Length, scopes.Select(static each => each.Query).Distinct().Count());
        Assert.Null(scope.Differs(CheckpointScope.Of(harness.Query(input), "rows", harness.Session)));
        Assert.Equal((harness.Session.BaseUri.Authority, harness.Server.ClientId), (scope.Host, scope.ClientId));
    }

    [Fact]
    public async Task The_same_window_with_another_offset_is_the_same_query()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        InsightQueryInput input = harness.Input();
        CheckpointScope moved = CheckpointScope.Of(harness.Query(input with { StartTime = input.StartTime.ToOffset(TimeSpan.FromHours(2)) }), "rows", harness.Session);
        Assert.Null(CheckpointScope.Of(harness.Query(input), "rows", harness.Session).Differs(moved));
    }

    [Fact]
    public async Task A_token_of_another_organisation_or_another_profile_is_another_query()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        CheckpointScope Of(string organisation, ApiProfile profile = ApiProfile.Summary) => CheckpointScope.Of(
            harness.Query(),
            "rows",
            new InsightsSession(
                ConnectionTarget.Resolve(new ConnectionInput(BaseUri: harness.Server.BaseAddress, Profile: profile)),
                null,
                harness.Session.Api,
                new AuditFile(harness.AuditPath, AuditHasher.Plain),
                harness.Options) { Identity = new OrganizationIdentity(null, organisation) });
        Assert.Null(Of("A").Differs(Of("A")));
        Assert.NotNull(Of("A").Differs(Of("B")));
        Assert.Equal("another query", Of("A").Differs(Of("A", ApiProfile.Platform)));
    }
}
