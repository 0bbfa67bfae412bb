using SpeechInsights.Csat;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>Figures that are in print, to the digits that are in print.</summary>
public sealed class AgreementPublishedTests
{
    // Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_interval_of_Newcombe(int agreeing, int rated, double low, double high)
    {
        InsightAccuracy accuracy = Measure(agreeing, rated - agreeing, trueNegative: 0, falseNegative: 0);

        Assert.Equal(low, accuracy.AgreementLow!.Value, 4);
        Assert.Equal(high, accuracy.AgreementHigh!.Value, 4);
    }

    // Textbook tables: 20/5/10/15 of 50 has kappa 0.4; 45/15/25/15 of 100 has 0.1304, 25/35/5/35 has 0.2593.
    [Theory]
    [InlineData(20, 5, 15, 10, 0.4)]
    [InlineData(45, 15, 15, 25, 0.1304)]
    [InlineData(25, 35, 35, 5, 0.2593)]
    public void Kappa_of_Cohen(int truePositive, int falsePositive, int trueNegative, int falseNegative, double kappa) =>
        Assert.Equal(kappa, Measure(truePositive, falsePositive, trueNegative, falseNegative).CohensKappa!.Value, 4);

    // Hanley and McNeil, Radiology 143 (1982) 29-36, table I: 109 CT images rated 1 to 5, 58 normal and 51 abnormal.
    [Fact]
    public void Area_of_Hanley_and_McNeil()
    {
        int[] normal = [33, 6, 6, 11, 2];
        int[] abnormal = [3, 2, 2, 11, 33];
        AgreementMeter meter = new();
        for (int rating = 0; rating < 5; rating++)
        {
            Add(meter, normal[rating], rating, 1);
            Add(meter, abnormal[rating], rating, 5);
        }

        Assert.Equal(0.893, meter.Complete().Auc!.Value, 3);
    }

    // Anscombe, The American Statistician 27 (1973) 17-21: four sets that have one correlation.
    [Theory]
    [InlineData(
        new double[] { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 },
        new double[] { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 })]
    [InlineData(
        new double[] { 8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8 },
        new double[] { 6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89 })]
    public void CorrelationOfAnscombe(double[] x, double[] y)
    {
        AgreementMeter meter = new(csatThreshold: 7);
        for (int i = 0; i < x.Length; i++)
        {
            meter.Add(x[i], y[i], null, null);
        }

        Assert.Equal(0.82, meter.Complete().PearsonR!.Value, 2);
    }

    private static InsightAccuracy Measure(int truePositive, int falsePositive, int trueNegative, int falseNegative)
    {
        AgreementMeter meter = new();
        Add(meter, truePositive, 0.9, 5);
        Add(meter, falsePositive, 0.9, 1);
        Add(meter, trueNegative, 0.1, 1);
        Add(meter, falseNegative, 0.1, 5);
        return meter.Complete();
    }

    private static void Add(AgreementMeter meter, int count, double sentiment, double csat)
    {
        for (int i = 0; i < count; i++)
        {
            meter.Add(sentiment, csat, null, CsatScale.OneToFive);
        }
    }
}
