using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Insights;

/// <summary>Each bound a step inside and a step outside, and what is refused by its parameter's name.</summary>
public sealed class QueryValidationTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly InsightQueryInput s_input = new() { ModelId = "m", StartTime = s_start, EndTime = s_start.AddDays(1) };

    [Theory]
    [InlineData(730, 0, true, true)]
    [InlineData(730, 1, false, true)]
    [InlineData(0, 1, true, true)]
    [InlineData(0, 0, false, false)]
    [InlineData(-1, 0, false, false)]
    public void A_window_ends_after_it_starts_and_is_two_years_long_at_most(int days, int ticks, bool onSummary, bool onPlatform)
    {
        DateTimeOffset end = s_start.AddDays(days).AddTicks(ticks);
        InsightsError trouble = days > 0 ? InsightsError.WindowTooLong : InsightsError.InvalidInterval;
        Assert.Equal(onSummary ? null : (trouble, "StartTime"), Refusal(() => QueryValidation.CheckWindow(s_start, end, ApiProfile.Summary)));
        Assert.Equal(onPlatform ? null : (trouble, "StartTime"), Refusal(() => QueryValidation.CheckWindow(s_start, end, ApiProfile.Platform)));
    }

    [Fact]
    public void A_window_is_told_as_it_was_given()
    {
        Assert.Equal(
            "The window starts at 2026-01-01 00:00:00Z, which is not before its end at 2025-12-31 00:00:00Z.",
            Assert.Throws<InsightsException>(() => QueryValidation.CheckWindow(s_start, s_start.AddDays(-1), ApiProfile.Summary)).Message);
        Assert.Equal(
            "The window is 730.5 days long; at most 730 are allowed.",
            Assert.Throws<InsightsException>(() => QueryValidation.CheckWindow(s_start, s_start.AddDays(730.5), ApiProfile.Summary)).Message);
    }

    [Theory]
    [InlineData(-1.0, true)]
    [InlineData(1.0, true)]
    [InlineData(0.0, true)]
    [InlineData(-1.001, false)]
    [InlineData(1.001, false)]
    [InlineData(double.NaN, false)]
    public void A_sentiment_is_from_minus_one_to_one(double value, bool isAllowed)
    {
        Assert.Equal(isAllowed ? null : (InsightsError.ThresholdOutOfRange, "X"), Refusal(() => QueryValidation.CheckThreshold(value, "-X")));
        Assert.Equal(isAllowed ? null : (InsightsError.ThresholdOutOfRange, "MinimumSentiment"), Refusal(() => Check(s_input with { MinimumSentiment = value })));
    }

    [Fact]
    public void A_threshold_is_told_with_its_range() => Assert.Equal(
        "-X 1.5 is not from -1 to 1.", Assert.Throws<InsightsException>(static () => QueryValidation.CheckThreshold(1.5, "-X")).Message);

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(-1e300, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void A_score_is_a_number(double value, bool isAllowed)
    {
        double found = 7;
        Assert.Equal(isAllowed ? null : (InsightsError.ThresholdOutOfRange, "Score"), Refusal(() => found = QueryValidation.CheckScore(value, "-Score")));
        Assert.Equal(isAllowed ? value : 7, found);
    }

    [Theory]
    [InlineData(60, true, true)]
    [InlineData(59.9, false, false)]
    [InlineData(0, false, true)]
    [InlineData(-60, false, false)]
    public void A_duration_is_a_minute_or_where_it_may_be_nothing(double seconds, bool isAllowed, bool isAllowedWithZero)
    {
        TimeSpan value = TimeSpan.FromSeconds(seconds);
        Assert.Equal(isAllowed ? null : (InsightsError.InvalidDuration, "X"), Refusal(() => QueryValidation.CheckDuration(value, "-X", allowZero: false)));
        Assert.Equal(isAllowedWithZero ? null : (InsightsError.InvalidDuration, "X"), Refusal(() => QueryValidation.CheckDuration(value, "-X", allowZero: true)));
        Assert.Equal(isAllowed ? null : (InsightsError.InvalidDuration, "Interval"), Refusal(() => Check(s_input with { Interval = value })));
    }

    [Fact]
    public void A_duration_is_told_with_what_it_may_be()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);
        Assert.Equal("-X 00:00:01 is not at least a minute.", Assert.Throws<InsightsException>(() => QueryValidation.CheckDuration(second, "-X", false)).Message);
        Assert.Equal("-X 00:00:01 is neither 0 nor at least a minute.", Assert.Throws<InsightsException>(() => QueryValidation.CheckDuration(second, "-X", true)).Message);
    }

    [Theory]
    [InlineData(512, "x", true)]
    [InlineData(513, "x", false)]
    [InlineData(1, "\n", false)]
    [InlineData(0, "", true)]
    public void A_text_is_short_and_of_one_line(int count, string text, bool isAllowed) => Assert.Equal(
        isAllowed ? null : (InsightsError.InvalidName, "Name"), Refusal(() => QueryValidation.CheckText(string.Concat(Enumerable.Repeat(text, count)), "-Name")));

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" \t", false)]
    [InlineData("x", true)]
    public void An_id_is_no_empty_text(string? id, bool isAllowed)
    {
        Assert.Equal(isAllowed ? null : (InsightsError.EmptyIdentifier, "Id"), Refusal(() => QueryValidation.CheckIdentifier(id, "-Id")));
        Assert.Equal(isAllowed ? null : (InsightsError.EmptyIdentifier, "Id"), Refusal(() => QueryValidation.CheckIdentifiers(["a", id!], "-Id")));
        QueryValidation.CheckIdentifiers(null, "-Id");
        QueryValidation.CheckIdentifiers([], "-Id");
    }

    [Fact]
    public void What_is_wrong_with_a_query_is_said_by_its_parameter()
    {
        Assert.Null(Refusal(() => Check(s_input)));
        Assert.Equal((InsightsError.ModelIdRequired, "ModelId"), Refusal(() => Check(s_input with { ModelId = null })));
        Assert.Null(Refusal(() => QueryValidation.Check(s_input with { ModelId = null }, ApiProfile.Platform)));
        Assert.Equal((InsightsError.EmptyIdentifier, "ModelId"), Refusal(() => QueryValidation.Check(s_input with { ModelId = " " }, ApiProfile.Platform)));
        Assert.Equal((InsightsError.EmptyIdentifier, "InteractionId"), Refusal(() => Check(s_input with { InteractionId = ["a", ""] })));
        Assert.Equal((InsightsError.EmptyIdentifier, "Topic"), Refusal(() => Check(s_input with { Topic = ["a", ""] })));
        Assert.Equal((InsightsError.EmptyIdentifier, "Topic"), Refusal(() => Check(s_input with { Topic = [] })));
        Assert.Null(Refusal(() => Check(s_input with { InteractionId = [] })));
        Assert.Equal((InsightsError.InvalidInterval, "StartTime"), Refusal(() => Check(s_input with { EndTime = s_start })));
        Assert.Equal((InsightsError.PageSizeOutOfRange, "PageSize"), Refusal(() => Check(s_input with { PageSize = 0 })));
        Assert.Equal((InsightsError.PageSizeOutOfRange, "PageSize"), Refusal(() => Check(s_input with { PageSize = 101 })));
        Assert.Null(Refusal(() => Check(s_input with { PageSize = 1 })));
        Assert.Null(Refusal(() => Check(s_input with { PageSize = 100 })));
        Assert.Equal("-PageSize 101 is not from 1 to 100.", Assert.Throws<InsightsException>(() => Check(s_input with { PageSize = 101 })).Message);
    }

    [Fact]
    public void What_the_Summary_profile_does_not_have_is_of_the_other_one()
    {
        InsightsException e = Assert.Throws<InsightsException>(() => QueryValidation.CheckProfile([InsightMetric.Sentiment, InsightMetric.Silence], null, ApiProfile.Summary));
        Assert.Equal((InsightsError.NotSupportedByProfile, "Metric", "The Summary profile has no -Metric Silence."), (e.Error, e.Target, e.Message));
        Assert.StartsWith("Use SpeechAnalytics or Sentiment;", e.Hint, StringComparison.Ordinal);
        e = Assert.Throws<InsightsException>(() => QueryValidation.CheckProfile(null, [InsightGrouping.AgentId, InsightGrouping.QueueId], ApiProfile.Summary));
        Assert.Equal(("GroupBy", "The Summary profile has no -GroupBy QueueId."), (e.Target, e.Message));
        QueryValidation.CheckProfile([InsightMetric.Silence], [InsightGrouping.QueueId], ApiProfile.Platform);
        QueryValidation.CheckProfile([InsightMetric.SpeechAnalytics, InsightMetric.Sentiment], [InsightGrouping.InteractionId, InsightGrouping.AgentId], ApiProfile.Summary);
        Assert.Equal(InsightsError.NotSupportedByProfile, Refusal(() => Check(s_input with { Metric = [InsightMetric.Duration] }))?.Error);
    }

    [Fact]
    public void A_query_has_each_thing_once_and_its_times_in_UTC()
    {
        InsightQuery query = new(
            new InsightQueryInput
            {
                ModelId = "m",
                StartTime = s_start.ToOffset(TimeSpan.FromHours(3)),
                EndTime = s_start.AddDays(1).ToOffset(TimeSpan.FromHours(-3)),
                InteractionId = ["a", "A", "a"],
                Topic = ["t", "T", "t"],
                Metric = [InsightMetric.Sentiment, InsightMetric.Sentiment],
                GroupBy = [InsightGrouping.AgentId, InsightGrouping.InteractionId],
                IncludeDetail = true,
                NoName = true,
                MinimumSentiment = 0.5,
                Interval = TimeSpan.FromMinutes(5),
                PageSize = 7,
            },
            ApiProfile.Platform);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (query.StartTime.Offset, query.EndTime.Offset));
        Assert.Equal(["a", "A"], query.InteractionId!);
        Assert.Equal(["t", "T"], query.Topic!);
        Assert.Equal([InsightMetric.Sentiment], query.Metric);
        Assert.Equal([InsightGrouping.InteractionId, InsightGrouping.AgentId], query.GroupBy);
        Assert.Equal("m 2026-01-01 00:00:00Z .. 2026-01-02 00:00:00Z", query.ToString());
        InsightQuery later = query.Over(s_start.AddDays(2).ToOffset(TimeSpan.FromHours(1)), s_start.AddDays(3));
        Assert.Equal((s_start.AddDays(2), TimeSpan.Zero, s_start.AddDays(3)), (later.StartTime, later.StartTime.Offset, later.EndTime));
        Assert.Equal(
            (query.ModelId, query.InteractionId, query.Topic, query.MinimumSentiment, query.Interval, query.Metric, query.GroupBy),
            (later.ModelId, later.InteractionId, later.Topic, later.MinimumSentiment, later.Interval, later.Metric, later.GroupBy));
        Assert.Equal((7, true, true, true), (later.PageSize, later.HasPageSize, later.IncludeDetail, later.NoName));
        Assert.Equal((100, false), (new InsightQuery(s_input, ApiProfile.Summary).PageSize, new InsightQuery(s_input, ApiProfile.Summary).HasPageSize));
    }

    [Fact]
    public void Figures_are_told_in_short_and_what_is_not_known_as_nothing()
    {
        Assert.Equal(("0.3333", ""), (new SentimentMetric(3, 1 / 3.0).ToString(), new SentimentMetric(0, null).ToString()));
        Assert.Equal(("-0.5", ""), (new CustomerSentimentMetric(2, -0.5, 0, 1).ToString(), new CustomerSentimentMetric(0, null, 0, 0).ToString()));
        Assert.Equal("12", new SpeechAnalyticsMetric(12, null).ToString());
        Assert.Equal(("", "a", "0f8fad5b-d9cb-469f-a165-70867728950e"), (new InteractionReference(null!).Id, new InteractionReference("a").ToString(), new InteractionReference(new Guid("{0F8FAD5B-D9CB-469F-A165-70867728950E}")).Id));
    }

    [Fact]
    public void A_row_says_what_it_has_and_null_for_the_rest()
    {
        InsightQuery query = new(s_input, ApiProfile.Platform);
        SpeechInsight bare = new(query, "i", null, null, null, null);
        Assert.Equal((null, null, null, null, null), (bare.AgentId, bare.Timestamp, bare.SpeechAnalytics, bare.Sentiment, bare.SentimentAverage));
        Assert.Equal((null, null, null, null, null), (bare.QueueId, bare.SilenceShare, bare.TotalTime, bare.AgentName, bare.InteractionUri));
        SpeechInsight none = new(query, "i", "a", null, new SpeechAnalyticsMetric(0, null), new SentimentMetric(0, null));
        Assert.Equal((0L, null, 0L, null, null), (none.SpeechAnalytics!.Value.Count, none.SpeechAnalytics.Value.Sum, none.Sentiment!.Value.Count, none.Sentiment.Value.Average, none.SentimentAverage));
        InsightDetails details = new() { SilenceTime = TimeSpan.FromSeconds(1), OvertalkTime = TimeSpan.FromSeconds(2), AgentSpeechTime = TimeSpan.FromSeconds(3), CustomerSpeechTime = TimeSpan.FromSeconds(4), TotalTime = TimeSpan.FromSeconds(8), QueueId = "q" };
        KnownNames names = new() { PageOf = static id => new Uri("https://x/" + id) };
        names.Add(NameKind.Queue, "q", "Sales");
        SpeechInsight full = new SpeechInsight(query, "i", "a", s_start, new SpeechAnalyticsMetric(2, 0.5), new SentimentMetric(3, 0.25), details, names).At(s_start.AddHours(1));
        Assert.Equal((0.125, 0.25, 0.375, 0.5), (full.SilenceShare, full.OvertalkShare, full.AgentSpeechShare, full.CustomerSpeechShare));
        Assert.Equal((s_start.AddHours(1), 2L, 0.5, 3L, 0.25, "Sales", "https://x/i"), (full.Timestamp, full.SpeechAnalytics!.Value.Count, full.SpeechAnalytics.Value.Sum, full.Sentiment!.Value.Count, full.SentimentAverage, full.QueueName, full.InteractionUri!.AbsoluteUri));
        Assert.Null((details with { TotalTime = TimeSpan.Zero }).ShareOf(TimeSpan.FromSeconds(1)));
        Assert.Null(details.ShareOf(null));
        Assert.Null((details with { TotalTime = null }).ShareOf(TimeSpan.FromSeconds(1)));
        Assert.NotEqual(bare.Key, none.Key);
        Assert.NotEqual(none.Key, full.Key);
    }

    private static void Check(InsightQueryInput input) => QueryValidation.Check(input, ApiProfile.Summary);

    private static (InsightsError Error, string? Target)? Refusal(Action check) => Record.Exception(check) is InsightsException e ? (e.Error, e.Target) : null;
}
