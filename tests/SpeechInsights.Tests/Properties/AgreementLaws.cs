using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Csat;
using SpeechInsights.Tests.Csat;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class AgreementLaws
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    private sealed record Row(double? Sentiment, double? Csat, DateTimeOffset? Time);

    private static readonly Gen<double?> s_sentiment = Gen.Choose(-1_000, 1_000).Select(static number => (double?)(number / 1000.0));

    private static readonly Gen<double?> s_score = Gen.Choose(4, 20).Select(static number => (double?)(number / 4.0));

    private static readonly Gen<double?> s_strange = Gen.Elements<double?>(
        null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, 1e200, 1e-200, -0.0, 3);

    private static readonly Gen<DateTimeOffset?> s_time = Gen.OneOf(
        Gen.Constant<DateTimeOffset?>(null), Gen.Choose(0, 600).Select(static minutes => (DateTimeOffset?)s_start.AddMinutes(minutes)));

    private static readonly Gen<Row[]> s_usual = Rows(Gen.Frequency((5, s_sentiment), (1, Gen.Constant<double?>(null))), Gen.Frequency((5, s_score), (1, Gen.Constant<double?>(null))));

    private static readonly Gen<Row[]> s_any = Gen.OneOf(
        s_usual, Rows(s_strange, s_strange), Rows(Gen.Frequency((5, s_sentiment), (1, s_strange)), Gen.Frequency((5, s_score), (1, s_strange))), Rows(Gen.Elements<double?>(0.9, 0.1), Gen.Elements<double?>(5, 1)));

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Law.Holds(
        from rows in s_usual
        from shuffled in Gen.Shuffle(rows)
        select (rows, shuffled),
        static sample => AgreementAssert.Equal(Measure(sample.rows), Measure(sample.shuffled)),
        count: 1_000);

    [Fact]
    public void Every_figure_is_within_its_bounds_or_absent() => Law.Holds(
        s_any,
        static rows =>
        {
            InsightAccuracy figures = Measure(rows);
            Assert.All(FigureRanges.Rates, name => AssertBetween(0, 1, figures, name));
            Assert.All(FigureRanges.Correlations, name => AssertBetween(-1, 1, figures, name));
            Assert.Equal(rows.Length, figures.Total);
            Assert.Equal(figures.Rated, figures.TruePositive + figures.FalsePositive + figures.TrueNegative + figures.FalseNegative);
            Assert.True(figures.AgreementLow is null || (figures.AgreementLow <= figures.AgreementRate && figures.AgreementRate <= figures.AgreementHigh), "the rate is outside of its interval");
            Assert.True(figures.PearsonLow is null || (figures.PearsonLow <= figures.PearsonR && figures.PearsonR <= figures.PearsonHigh), "the correlation is outside of its interval");
            Assert.Equal(rows.Length - figures.UntimedCount, figures.Series!.Sum(static interval => interval.Count));
        },
        count: 2_000);

    [Fact]
    public void What_is_not_defined_is_absent() => Law.Holds(
        s_any,
        static rows =>
        {
            InsightAccuracy figures = Measure(rows);
            Row[] rated = [.. rows.Where(static row => row is { Sentiment: { } sentiment, Csat: { } csat } && double.IsFinite(sentiment) && double.IsFinite(csat))];
            Assert.Equal(rated.Length, figures.Rated);
            bool isFlat = rated.DistinctBy(static row => row.Sentiment).Count() < 2 || rated.DistinctBy(static row => row.Csat).Count() < 2;
            bool hasBoth = rated.Any(static row => row.Csat > 3) && rated.Any(static row => row.Csat <= 3);
            Assert.Equal(rows.Length == 0, figures.Coverage is null);
            Assert.Equal(rated.Length == 0, figures.AgreementRate is null);
            Assert.Equal(isFlat, figures.SpearmanRho is null);
            Assert.True(!isFlat || figures.PearsonR is null, "a correlation of what does not vary");
            Assert.Equal(!hasBoth, figures.Auc is null);
            Assert.Equal(!hasBoth, figures.BalancedAccuracy is null);
            Assert.True(rated.Length >= 4 || figures.PearsonLow is null, "an interval of too few rows");
        },
        count: 2_000);

    [Fact]
    public void Turning_the_scores_round_turns_the_correlations_round() => Law.Holds(
        s_usual,
        static rows =>
        {
            InsightAccuracy figures = Measure(rows);
            InsightAccuracy turned = Measure([.. rows.Select(static row => row with { Csat = 6 - row.Csat })]);
            AgreementAssert.Equal(-figures.PearsonR, turned.PearsonR, "PearsonR");
            AgreementAssert.Equal(-figures.SpearmanRho, turned.SpearmanRho, "SpearmanRho");
        });

    private static Gen<Row[]> Rows(Gen<double?> sentiment, Gen<double?> csat) => Gen.ArrayOf(
        from x in sentiment
        from y in csat
        from time in s_time
        select new Row(x, y, time));

    private static InsightAccuracy Measure(Row[] rows)
    {
        AgreementMeter meter = new(interval: TimeSpan.FromHours(1));
        foreach (Row row in rows)
        {
            meter.Add(row.Sentiment, row.Csat, row.Time, CsatScale.OneToFive);
        }

        return meter.Complete();
    }

    private static void AssertBetween(double low, double high, InsightAccuracy figures, string name)
    {
        PropertyInfo property = typeof(InsightAccuracy).GetProperty(name)!;
        double? figure = (double?)property.GetValue(figures);
        Assert.True(figure is null || (figure >= low && figure <= high), FormattableString.Invariant($"{name} is {figure:R}"));
    }
}
