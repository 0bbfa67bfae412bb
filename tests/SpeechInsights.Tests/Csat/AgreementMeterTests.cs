using SpeechInsights.Csat;
using SpeechInsights.Csat.Uncertainty;
using Xunit;

namespace SpeechInsights.Tests.Csat;

public sealed class AgreementMeterTests
{
    private static readonly CsatScale s_percent = new(0, 100);

    [Fact]
    public void Scale_that_comes_last_decides_the_threshold()
    {
        AgreementMeter meter = new();
        meter.Add(0.9, 80, null, null);
        meter.Add(0.9, 40, null, null);
        meter.Add(0.1, 20, null, null);
        meter.Add(null, null, null, s_percent);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal(s_percent, accuracy.CsatScale);
        Assert.Equal(50, accuracy.CsatThreshold);
        Assert.Equal((1, 1), (accuracy.TruePositive, accuracy.FalsePositive));
        Assert.Equal((1, 0), (accuracy.TrueNegative, accuracy.FalseNegative));
    }

    [Fact]
    public void Without_a_scale_it_is_one_to_five()
    {
        AgreementMeter meter = new();
        meter.Add(0.9, 3.5, null, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal(new CsatScale(1, 5), accuracy.CsatScale);
        Assert.Equal(3, accuracy.CsatThreshold);
        Assert.Equal(1, accuracy.TruePositive);
    }

    [Fact]
    public void Given_threshold_needs_no_scale()
    {
        AgreementMeter meter = new(csatThreshold: 50);
        meter.Add(0.9, 80, null, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Null(accuracy.CsatScale);
        Assert.Equal(50, accuracy.CsatThreshold);
    }

    [Fact]
    public void Thresholds_are_those_used()
    {
        InsightAccuracy given = new AgreementMeter(0.25, 4).Complete();
        InsightAccuracy neither = new AgreementMeter().Complete();

        Assert.Equal((0.25, 4.0), (given.SentimentThreshold, given.CsatThreshold));
        Assert.Equal((0.6, null), (neither.SentimentThreshold, neither.CsatThreshold));
        Assert.Null(neither.CsatScale);
    }

    [Fact]
    public void Another_scale_is_an_error_and_its_row_is_not_counted()
    {
        AgreementMeter meter = new();
        meter.Add(0.9, 4, null, new CsatScale(1, 5));
        meter.Add(0.8, 4, null, new CsatScale("1..5"));

        InsightsException error = Assert.Throws<InsightsException>(() => meter.Add(0.7, 80, null, s_percent));

        Assert.Equal("MixedCsatScales", error.ErrorId);
        Assert.Equal("0..100", error.Target);
        Assert.Contains("1..5", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
        Assert.Equal(2, meter.Complete().Total);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_finite_number_is_absent(double value)
    {
        AgreementMeter meter = new(interval: TimeSpan.FromHours(1));
        meter.Add(value, 4, DateTimeOffset.UnixEpoch, null);
        meter.Add(0.9, value, DateTimeOffset.UnixEpoch, null);
        meter.Add(0.9, 4, DateTimeOffset.UnixEpoch, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal((3, 1), (accuracy.Total, accuracy.Rated));
        Assert.Equal(1 / 3.0, accuracy.AlignmentRate);
        AccuracyInterval interval = Assert.Single(accuracy.Series!);
        Assert.Equal((3, 1, 0.9, 4.0), (interval.Count, interval.Rated, interval.MeanSentiment, interval.MeanCsat));
    }

    [Fact]
    public void Complete_twice_is_the_same_and_takes_no_more_rows()
    {
        AgreementMeter meter = new();
        meter.Add(0.9, 4, null, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Same(accuracy, meter.Complete());
        Assert.Throws<InvalidOperationException>(() => meter.Add(0.9, 4, null, null));
    }

    [Fact]
    public void Negative_zero_ties_with_zero()
    {
        AgreementMeter meter = new(-0.5);
        meter.Add(-0.0, 5, null, null);
        meter.Add(0.0, 1, null, null);

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal(0.5, accuracy.Auc);
        Assert.Null(accuracy.PearsonR);
        Assert.Null(accuracy.SpearmanRho);
        Assert.Contains("NoVariance", accuracy.Reasons);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-200)]
    public void Values_beyond_doubles_give_no_correlation_rather_than_nonsense(double unit)
    {
        AgreementMeter meter = new(0, 3, TimeSpan.FromMinutes(1));
        for (int i = 0; i < 40; i++)
        {
            meter.Add((i - 20) * unit, 1 + (i % 5), DateTimeOffset.UnixEpoch.AddMinutes(i), null);
        }

        InsightAccuracy accuracy = meter.Complete();

        Assert.Null(accuracy.PearsonR);
        Assert.Null(accuracy.PearsonLow);
        Assert.Null(accuracy.SeriesCorrelation);
        Assert.NotNull(accuracy.SpearmanRho);
        Assert.NotNull(accuracy.Auc);
        Assert.Equal(["OutOfRange"], accuracy.Reasons);
    }

    [Fact]
    public void Perfect_line_has_itself_as_interval()
    {
        AgreementMeter meter = new(0.5, 3);
        for (int i = 1; i <= 5; i++)
        {
            meter.Add(i / 8.0, i, null, null);
        }

        InsightAccuracy accuracy = meter.Complete();

        Assert.Equal((1.0, 1.0, 1.0), (accuracy.PearsonR, accuracy.PearsonLow, accuracy.PearsonHigh));
    }

    [Fact]
    public void Offset_does_not_change_the_correlation()
    {
        AgreementMeter plain = new();
        AgreementMeter moved = new();
        for (int i = 0; i < 100_000; i++)
        {
            // Sixteenths, so that adding 1e9 is exact and both are the same data.
            double sentiment = ((i * 7919L % 2001) - 1000) / 16.0;
            double csat = sentiment + (((i * 104729L % 1201) - 600) / 16.0);
            plain.Add(sentiment, csat, null, null);
            moved.Add(1e9 + sentiment, csat - 1e9, null, null);
        }

        AgreementAssert.Equal(plain.Complete().PearsonR, moved.Complete().PearsonR, "PearsonR");
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Thirty_rated_rows_are_not_few(int rated, bool isFew)
    {
        AgreementMeter meter = new();
        meter.Add(1, null, null, null);
        for (int i = 0; i < rated; i++)
        {
            meter.Add(i % 2, 1 + (i % 4 > 1 ? 4 : 0), null, null);
        }

        Assert.Equal(isFew ? ["FewRows"] : [], meter.Complete().Reasons);
    }

    [Fact]
    public void Interval_of_a_share_stays_a_share()
    {
        for (int trials = 1; trials <= 2000; trials++)
        {
            ConfidenceInterval none = ConfidenceInterval.Wilson(0, trials)!.Value;
            ConfidenceInterval all = ConfidenceInterval.Wilson(1, trials)!.Value;
            Assert.True(none.Low is >= 0 and < 1e-12 && all.High is <= 1 and > 1 - 1e-12, $"{trials} trials");
        }
    }

    [Fact]
    public void Result_says_what_it_is()
    {
        AgreementMeter meter = new();
        meter.Add(0.9, 5, null, null);
        meter.Add(0.9, null, null, null);

        Assert.Equal("100.0 % agreement over 1 rated of 2 rows", meter.Complete().ToString());
        Assert.Equal("0 rated of 0 rows", new AgreementMeter().Complete().ToString());
    }
}
