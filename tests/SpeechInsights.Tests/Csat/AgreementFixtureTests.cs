using System.Reflection;
using System.Text.Json;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>Every figure against what make_fixtures.py computed, to 1e-9; null must be null.</summary>
public sealed class AgreementFixtureTests
{
    public static TheoryData<string> Cases => [.. AgreementCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_are_those_of_the_script(string name)
    {
        AgreementCase agreement = AgreementCase.Named(name);
        InsightAccuracy accuracy = agreement.Measure();

        foreach (JsonProperty figure in agreement.Figures.EnumerateObject())
        {
            AgreementAssert.Equal(
                AgreementCase.Number(figure.Value), (double?)PropertyOf(figure).GetValue(accuracy), figure.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Counts_and_reasons_are_those_of_the_script(string name)
    {
        AgreementCase agreement = AgreementCase.Named(name);
        InsightAccuracy accuracy = agreement.Measure();

        foreach (JsonProperty expected in agreement.Expected.EnumerateObject())
        {
            object? actual = PropertyOf(expected).GetValue(accuracy);
            switch (actual)
            {
                case long count:
                    Assert.Equal(expected.Value.GetInt64(), count);
                    break;
                case IReadOnlyList<string> reasons:
                    Assert.Equal(expected.Value.EnumerateArray().Select(reason => reason.GetString()!), reasons);
                    break;
                default:
                    AgreementAssert.Equal(AgreementCase.Number(expected.Value), (double?)actual, expected.Name);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Series_is_that_of_the_script(string name)
    {
        AgreementCase agreement = AgreementCase.Named(name);
        InsightAccuracy accuracy = agreement.Measure();
        if (agreement.Trend is not JsonElement trend)
        {
            Assert.Null(accuracy.Series);
            Assert.Null(accuracy.SeriesCorrelation);
            Assert.Equal(0, accuracy.UntimedCount);
            return;
        }

        AgreementAssert.Equal(
            AgreementCase.Number(trend, "seriesCorrelation"), accuracy.SeriesCorrelation, nameof(accuracy.SeriesCorrelation));
        Assert.Equal(trend.GetProperty("untimedCount").GetInt64(), accuracy.UntimedCount);
        JsonElement series = trend.GetProperty("series");
        Assert.Equal(series.GetArrayLength(), accuracy.Series!.Count);
        for (int i = 0; i < accuracy.Series.Count; i++)
        {
            AccuracyInterval interval = accuracy.Series[i];
            Assert.Equal(AgreementCase.Time(series[i][0]), interval.Start);
            Assert.Equal(TimeSpan.Zero, interval.Start.Offset);
            Assert.Equal(series[i][1].GetInt64(), interval.Count);
            Assert.Equal(series[i][2].GetInt64(), interval.Rated);
            AgreementAssert.Equal(AgreementCase.Number(series[i][3]), interval.MeanSentiment, $"MeanSentiment of {interval}");
            AgreementAssert.Equal(AgreementCase.Number(series[i][4]), interval.MeanCsat, $"MeanCsat of {interval}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Order_of_rows_does_not_matter(string name)
    {
        AgreementCase agreement = AgreementCase.Named(name);
        InsightAccuracy expected = agreement.Measure();

        AgreementAssert.Equal(expected, agreement.Measure(agreement.Rows.Reverse()));
        AgreementAssert.Equal(expected, agreement.Measure(agreement.Rows.OrderBy(row => row.Sentiment)));
        AgreementAssert.Equal(expected, agreement.Measure(agreement.Rows.OrderByDescending(row => row.Csat)));
        AgreementCase.Row[] shuffled = [.. agreement.Rows];
        new Random(20231001).Shuffle(shuffled);
        AgreementAssert.Equal(expected, agreement.Measure(shuffled));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_figure_is_in_its_range(string name)
    {
        InsightAccuracy accuracy = AgreementCase.Named(name).Measure();

        Assert.Equal(
            accuracy.Rated, accuracy.TruePositive + accuracy.FalsePositive + accuracy.TrueNegative + accuracy.FalseNegative);
        FigureRanges.Check(accuracy);
    }

    [Fact]
    public void Every_figure_has_its_range_and_is_computed_by_the_script()
    {
        Assert.Equal(FigureRanges.All.Order(), FigureRanges.Rates.Concat(FigureRanges.Correlations).Concat(FigureRanges.Others).Order());
        string[] computed =
        [
            .. AgreementCase.Names.Select(AgreementCase.Named).SelectMany(static agreement => agreement.Figures.EnumerateObject().Concat(agreement.Expected.EnumerateObject()))
                .Select(static figure => PropertyOf(figure).Name).Distinct(),
        ];

        // The trend and groups are compared apart.
        Assert.Equal(["AdjustedPValue", "DifferenceToRest", "PValue", "SeriesCorrelation"], FigureRanges.All.Except(computed).Order());
    }

    private static PropertyInfo PropertyOf(JsonProperty figure) =>
        typeof(InsightAccuracy).GetProperty(char.ToUpperInvariant(figure.Name[0]) + figure.Name[1..])!;
}
