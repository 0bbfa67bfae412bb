using SpeechInsights.Coaching;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Coaching.Deliveries;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class CandidateRulesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "model", StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Summary);

    [Theory]
    [InlineData(1, 5, 2, 2.01)]
    [InlineData(0, 100, 25, 25.01)]
    [InlineData(3, 7, 4, 4.01)]
    [InlineData(-10, 10, -5, -4.99)]
    public void By_default_a_score_is_low_in_the_lowest_quarter_of_its_own_scale(double lowest, double highest, double low, double high)
    {
        CsatScale scale = new(lowest, highest);
        CoachingReason reason = Assert.Single(new CandidateRules().Evaluate(Row(low, scale, null))!.Reason);
        Assert.Equal((CoachingRule.LowCsat, low, low), (reason.Id, reason.Figure, reason.Limit));
        Assert.Null(new CandidateRules().Evaluate(Row(high, scale, null)));
    }

    [Fact]
    public void By_default_a_sentiment_of_minus_a_half_is_low()
    {
        CoachingReason reason = Assert.Single(new CandidateRules().Evaluate(Row(null, null, -0.5))!.Reason);
        Assert.Equal((CoachingRule.LowSentiment, -0.5, -0.5), (reason.Id, reason.Figure, reason.Limit));
        Assert.Null(new CandidateRules().Evaluate(Row(null, null, -0.49)));
    }

    [Theory]
    [InlineData(1d, null, 1)]
    [InlineData(2d, null, 0.75)]
    [InlineData(0.5, null, 1)]
    [InlineData(null, -0.75, 0.875)]
    [InlineData(null, -1d, 1)]
    [InlineData(null, -1.5, 1)]
    [InlineData(1d, -0.75, 1.875)]
    public void What_matters_is_how_bad_each_figure_is_on_its_scale(double? csat, double? sentiment, double priority) =>
        Assert.Equal(priority, new CandidateRules().Evaluate(Row(csat, CsatScale.OneToFive, sentiment))!.Priority, 12);

    [Theory]
    [InlineData(5d, null)]
    [InlineData(6d, null)]
    [InlineData(null, 1d)]
    [InlineData(null, 1.5)]
    public void What_is_not_bad_at_all_matters_nothing(double? csat, double? sentiment) => Assert.Equal(
        0, new CandidateRules { MaximumCsat = 10, MaximumSentiment = 2 }.Evaluate(Row(csat, CsatScale.OneToFive, sentiment))!.Priority);

    [Theory]
    [InlineData(1d, null, null)]
    [InlineData(null, -0.9, null)]
    [InlineData(null, null, 1.9)]
    public void A_rule_that_is_given_stands_alone(double? maximumCsat, double? maximumSentiment, double? minimumDisagreement)
    {
        CandidateRules rules = new() { MaximumCsat = maximumCsat, MaximumSentiment = maximumSentiment, MinimumDisagreement = minimumDisagreement };
        Assert.Null(rules.Evaluate(Row(2, CsatScale.OneToFive, -0.8)));
        Assert.Null(new CandidateRules { Topic = ["other"] }.Evaluate(Row(1, CsatScale.OneToFive, -1)));
        Assert.NotNull(new CandidateRules().Evaluate(Row(2, CsatScale.OneToFive, -0.8)));
    }

    [Theory]
    [InlineData(1, 0.5, 1.5)]
    [InlineData(5, -1, 2)]
    [InlineData(3, 0.25, 0.25)]
    [InlineData(3, 0, 0)]
    public void Disagreement_is_how_far_apart_they_are_on_one_scale(double csat, double sentiment, double disagreement)
    {
        CoachingCandidate candidate = new CandidateRules { MinimumDisagreement = disagreement }.Evaluate(Row(csat, CsatScale.OneToFive, sentiment))!;
        CoachingReason reason = Assert.Single(candidate.Reason);
        Assert.Equal((CoachingRule.Disagreement, disagreement, disagreement), (reason.Id, reason.Figure, reason.Limit));
        Assert.Equal(disagreement / 2, candidate.Priority, 12);
        Assert.Null(new CandidateRules { MinimumDisagreement = disagreement + 0.001 }.Evaluate(Row(csat, CsatScale.OneToFive, sentiment)));
    }

    [Fact]
    public void Further_apart_than_can_be_matters_no_more_than_the_furthest() =>
        Assert.Equal(1, new CandidateRules { MinimumDisagreement = 1 }.Evaluate(Row(9, CsatScale.OneToFive, -1))!.Priority);

    [Theory]
    [InlineData(null, -0.9)]
    [InlineData(1d, null)]
    public void With_one_of_the_two_there_is_no_disagreement(double? csat, double? sentiment) =>
        Assert.Null(new CandidateRules { MinimumDisagreement = 0 }.Evaluate(Row(csat, CsatScale.OneToFive, sentiment)));

    [Fact]
    public void What_a_row_does_not_have_meets_no_rule()
    {
        Assert.Null(new CandidateRules().Evaluate(Row(null, CsatScale.OneToFive, null)));
        Assert.Null(new CandidateRules { MaximumCsat = 5, MaximumSentiment = 1, MinimumDisagreement = 0, Topic = ["t"] }.Evaluate(Row(null, null, null)));
    }

    [Theory]
    [InlineData("T-1", null, null, 1)]
    [InlineData("billing", 7L, "t-1", 7)]
    [InlineData("t-1", 7L, "other", 7)]
    public void A_topic_is_met_by_id_or_name_and_its_figure_is_mentions(string asked, long? mentions, string? also, double figure)
    {
        CoachingCandidate candidate = new CandidateRules { Topic = also is null ? [asked] : [asked, also] }.Evaluate(TopicRow("t-1", "Billing", mentions))!;
        CoachingReason reason = Assert.Single(candidate.Reason);
        Assert.Equal((CoachingRule.Topic, figure, 1), (reason.Id, reason.Figure, reason.Limit));
        Assert.Equal(0, candidate.Priority);
    }

    [Fact]
    public void Another_topic_is_none()
    {
        Assert.Null(new CandidateRules { Topic = ["t-2"] }.Evaluate(TopicRow("t-1", "Billing", 1)));
        Assert.Null(new CandidateRules { Topic = ["billing"] }.Evaluate(TopicRow("t-1", null, 1)));
        Assert.NotNull(new CandidateRules { Topic = ["BILLING"] }.Evaluate(TopicRow("t-1", "Billing", 1)));
    }

    [Fact]
    public void All_reasons_of_a_row_are_given_in_one_order()
    {
        ScoredInsight row = Row(1, CsatScale.OneToFive, -0.25);
        CoachingCandidate candidate = new CandidateRules { MaximumCsat = 3, MaximumSentiment = 0, MinimumDisagreement = 0.5 }.Evaluate(row)!;
        Assert.Equal(["LowCsat 1", "LowSentiment -0.25", "Disagreement 0.75"], candidate.Reason.Select(static reason => reason.ToString()));
        Assert.Equal(1 + 0.625 + 0.375, candidate.Priority, 12);
    }

    [Theory]
    [InlineData(double.NaN, null, null, "MaximumCsat")]
    [InlineData(double.PositiveInfinity, null, null, "MaximumCsat")]
    [InlineData(null, -1.01, null, "MaximumSentiment")]
    [InlineData(null, 1.01, null, "MaximumSentiment")]
    [InlineData(null, double.NaN, null, "MaximumSentiment")]
    [InlineData(null, null, -0.01, "MinimumDisagreement")]
    [InlineData(null, null, 2.01, "MinimumDisagreement")]
    [InlineData(null, null, double.NaN, "MinimumDisagreement")]
    public void A_limit_outside_of_its_scale_is_refused(double? csat, double? sentiment, double? disagreement, string parameter)
    {
        CandidateRules rules = new() { MaximumCsat = csat, MaximumSentiment = sentiment, MinimumDisagreement = disagreement };
        InsightsException e = Assert.Throws<InsightsException>(rules.Check);
        Assert.Equal((InsightsError.ThresholdOutOfRange, parameter), (e.Error, e.Target));
        Assert.Contains("-" + parameter, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 2)]
    public void A_limit_at_the_end_of_its_scale_is_one(double sentiment, double disagreement) =>
        new CandidateRules { MaximumCsat = -1000, MaximumSentiment = sentiment, MinimumDisagreement = disagreement, Topic = ["t"] }.Check();

    [Fact]
    public void A_topic_without_text_is_EmptyIdentifier()
    {
        InsightsException e = Assert.Throws<InsightsException>(() => new CandidateRules { Topic = ["t", " "] }.Check());
        Assert.Equal((InsightsError.EmptyIdentifier, "Topic"), (e.Error, e.Target));
    }

    private static ScoredInsight Row(double? csat, CsatScale? scale, double? sentiment) => new(
        new SpeechInsight(s_query, "i", "agent", s_start, null, sentiment is null ? null : new SentimentMetric(1, sentiment)),
        scale is null ? null : new CsatScore("i", csat, scale, 1));

    private static ScoredInsight TopicRow(string id, string? name, long? mentions)
    {
        KnownNames names = new();
        names.Add(NameKind.Topic, id, name);
        return new ScoredInsight(
            new SpeechInsight(s_query, "i", "agent", s_start, mentions is { } count ? new SpeechAnalyticsMetric(count, null) : null, null, new InsightDetails { TopicId = id }, names), null);
    }
}
