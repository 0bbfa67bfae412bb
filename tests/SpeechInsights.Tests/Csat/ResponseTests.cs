using SpeechInsights.Csat;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>Who answered and who did not, on values that can be followed by hand.</summary>
public sealed class ResponseTests
{
    [Theory]
    [InlineData(0.5, 0.1)]
    [InlineData(0.1, 0.5)]
    public void Where_all_who_answered_are_on_one_side_the_distance_is_one(double rated, double unrated) =>
        Assert.Equal(1, Measure([(rated, 5), (rated + 0.1, 1)], [unrated, unrated + 0.1]).ResponseKs!.Value, 1e-12);

    [Fact]
    public void Distance_is_looked_at_on_both_sides_of_a_value()
    {
        // Below 0.4 are three of four unrated and none of the rated; from 0.4 on all of the rated.
        InsightAccuracy accuracy = Measure([(0.4, 5), (0.4, 1)], [0.1, 0.2, 0.3, 0.4]);
        Assert.Equal(0.75, accuracy.ResponseKs!.Value, 1e-12);
        Assert.Equal((0.4, 0.25), (accuracy.RatedSentiment!.Value, Math.Round(accuracy.UnratedSentiment!.Value, 12)));
    }

    [Fact]
    public void Without_unrated_rows_there_is_nothing_to_compare()
    {
        InsightAccuracy accuracy = Measure([(0.4, 5), (0.5, 1)], []);
        Assert.Equal((null, null, null), (accuracy.ResponseKs, accuracy.ResponseDifference, accuracy.UnratedSentiment));
    }

    private static InsightAccuracy Measure((double Sentiment, double Csat)[] rated, double[] unrated)
    {
        AgreementMeter meter = new();
        foreach ((double sentiment, double csat) in rated)
        {
            meter.Add(sentiment, csat, null, CsatScale.OneToFive);
        }

        foreach (double sentiment in unrated)
        {
            meter.Add(sentiment, null, null, null);
        }

        return meter.Complete();
    }
}
