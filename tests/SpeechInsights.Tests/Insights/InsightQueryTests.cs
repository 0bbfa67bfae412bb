using System.Text.Json.Nodes;
using SpeechInsights.Insights;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Insights;

public sealed class InsightQueryTests
{
    private static readonly DateTimeOffset s_start = new(2023, 10, 1, 2, 0, 0, TimeSpan.FromHours(2));

    // A request of the Summary contract, written by hand.
    private const string Golden =
        """{"dateFrom":"2023-10-01T00:00:00.000Z","dateTo":"2023-10-02T00:00:00.000Z","interval":"PT1H","conversationType":"speech","filterGroups":[{"filters":[{"field":"id","op":"in","values":["int-111","int-222"]}]},{"filters":[{"field":"speechAnalytics.topics.name","op":"in","values":["billing_inquiry"]}]},{"filters":[{"field":"sentiment.score","op":"gte","values":[0.5]}]}],"metrics":["speechAnalytics","sentiment"],"groupings":["interactionId","agentId"],"size":100,"offset":0,"speechAnalyticsModelId":"m-1"}""";

    [Fact]
    public void Is_sent_as_the_contract_says()
    {
        InsightQuery query = new(
            new InsightQueryInput
            {
                ModelId = "m-1",
                StartTime = s_start,
                EndTime = s_start.AddDays(1),
                InteractionId = ["int-111", "int-222", "int-111"],
                Topic = ["billing_inquiry"],
                MinimumSentiment = 0.5,
            },
            ApiProfile.Summary);
        Assert.Equal(Golden, query.ToJson());
    }

    [Fact]
    public void Leaves_out_what_was_not_asked_for()
    {
        InsightQuery query = new(
            new InsightQueryInput { ModelId = "m", StartTime = s_start, EndTime = s_start.AddHours(1), GroupBy = [], Metric = [InsightMetric.Sentiment], Interval = TimeSpan.FromDays(1), PageSize = 7 },
            ApiProfile.Summary);
        Assert.Equal(
            """{"dateFrom":"2023-10-01T00:00:00.000Z","dateTo":"2023-10-01T01:00:00.000Z","interval":"P1D","conversationType":"speech","filterGroups":[],"metrics":["sentiment"],"groupings":["interactionId"],"size":7,"offset":0,"speechAnalyticsModelId":"m"}""",
            query.ToJson());
    }

    public static TheoryData<string, string> BadInput() => new()
    {
        { "end", "InvalidInterval" },
        { "long", "WindowTooLong" },
        { "model", "ModelIdRequired" },
        { "blankModel", "EmptyIdentifier" },
        { "blankId", "EmptyIdentifier" },
        { "noTopic", "EmptyIdentifier" },
        { "page0", "PageSizeOutOfRange" },
        { "page101", "PageSizeOutOfRange" },
        { "sentiment", "ThresholdOutOfRange" },
        { "nan", "ThresholdOutOfRange" },
        { "ticks", "InvalidDuration" },
        { "negative", "InvalidDuration" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Bad_input_has_an_id_and_a_hint(string what, string id)
    {
        InsightQueryInput good = new() { ModelId = "m", StartTime = s_start, EndTime = s_start.AddDays(730) };
        Assert.NotNull(new InsightQuery(good, ApiProfile.Summary));
        InsightQueryInput bad = what switch
        {
            "end" => good with { EndTime = s_start },
            "long" => good with { EndTime = s_start.AddDays(730).AddTicks(1) },
            "model" => good with { ModelId = null },
            "blankModel" => good with { ModelId = " " },
            "blankId" => good with { InteractionId = ["a", ""] },
            "noTopic" => good with { Topic = [] },
            "page0" => good with { PageSize = 0 },
            "page101" => good with { PageSize = 101 },
            "sentiment" => good with { MinimumSentiment = 1.01 },
            "nan" => good with { MinimumSentiment = double.NaN },
            "ticks" => good with { Interval = TimeSpan.FromTicks(14) },
            _ => good with { Interval = TimeSpan.FromHours(-1) },
        };
        InsightsException error = Assert.Throws<InsightsException>(() => new InsightQuery(bad, ApiProfile.Summary));
        Assert.Equal(id, error.ErrorId);
        Assert.False(string.IsNullOrEmpty(error.Hint));
    }

    [Fact]
    public async Task Every_row_of_the_truth_comes_once_in_order()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 10_000 });
        harness.AssertIsTruth(await harness.ReadAsync());
        Assert.Equal(107, harness.Server.Counters.PathCount("/api/v2/analytics/conversations/summary/query"));
        Assert.InRange(harness.Server.Counters.MaxConcurrent, 1, harness.Session.ThrottleLimit);
    }

    [Fact]
    public async Task As_many_requests_as_are_allowed_are_under_way_at_once()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 3_000, Latency = TimeSpan.FromMilliseconds(40) });
        harness.AssertIsTruth(await harness.ReadAsync());
        Assert.Equal(harness.Session.ThrottleLimit, harness.Server.Counters.MaxConcurrent);
    }

    [Fact]
    public async Task Filters_are_the_servers()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Query(harness.Input() with { Topic = ["billing_inquiry"], MinimumSentiment = 0.25 }));
        harness.AssertIsTruth(rows, harness.Server.World.Truth(null, null).Where(row => row.Topics.Contains("billing_inquiry") && row.Sentiment >= 0.25));
    }

    [Fact]
    public async Task Many_interactions_are_asked_for_a_thousand_at_a_time()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        string[] ids = [.. harness.Server.World.Truth(null, null).Select(row => row.InteractionId).Distinct().Take(2_500)];
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Query(harness.Input() with { InteractionId = ids }));
        HashSet<string> wanted = [.. ids];
        harness.AssertIsTruth(rows, harness.Server.World.Truth(null, null).Where(row => wanted.Contains(row.InteractionId)));
        IEnumerable<int> counts = harness.Server.Requests.Snapshot()
            .Where(request => request.Path.EndsWith("conversations/summary/query", StringComparison.Ordinal))
            .Select(request => JsonNode.Parse(request.Body!)!["filterGroups"]![0]!["filters"]![0]!["values"]!.AsArray().Count);
        Assert.Equal([500, 1000], counts.Distinct().Order());
    }

    [Fact]
    public async Task An_answer_without_groupBy_serves_too()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 500, IncludeGroupBy = false });
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Query(harness.Input() with { GroupBy = [InsightGrouping.InteractionId] }));
        Assert.Equal(500, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Timestamp));
    }

    [Theory]
    [InlineData("Shift")]
    [InlineData("Vanish")]
    [InlineData("Duplicate")]
    [InlineData("TotalLies")]
    public async Task Pages_that_do_not_add_up_are_made_whole_or_IncompleteResult(string kind)
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "conversations/summary", Kind = Enum.Parse<FaultKind>(kind), Skip = 4, Rows = 3, By = 3 });
        HashSet<string> known = [.. harness.Server.World.Truth(null, null).Select(row => row.InteractionId + row.AgentId)];
        List<SpeechInsight> rows = [];
        InsightsException? error = null;
        try
        {
            rows = await harness.ReadAsync();
        }
        catch (InsightsException e)
        {
            error = e;
        }

        Assert.Equal(1, fault.Fired);
        if (error is not null)
        {
            Assert.Equal("IncompleteResult", error.ErrorId);
        }
        else
        {
            HashSet<string> read = [.. rows.Select(row => row.InteractionId + row.AgentId)];
            Assert.Equal(rows.Count, read.Count);
            Assert.Subset(read, known);
        }
    }

    [Fact]
    public async Task What_has_no_sentiment_has_none()
    {
        await using EngineHarness harness = await EngineHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync();
        Assert.Contains(rows, row => row.Sentiment is null && row.SentimentAverage is null);
    }
}
