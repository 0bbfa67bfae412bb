using SpeechInsights.Csat.Uncertainty;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>Against scipy.stats.t 1.10.1: ppf(0.975, degrees) and 2 * sf(abs(t), degrees).</summary>
public sealed class StudentTTests
{
    [Theory]
    [InlineData(1, 12.706204736432095)]
    [InlineData(2, 4.302652729911275)]
    [InlineData(3.5, 2.9400886379827775)]
    [InlineData(9, 2.2621571627409915)]
    [InlineData(10, 2.2281388519649385)]
    [InlineData(33, 2.0345152974493383)]
    [InlineData(99, 1.9842169515086827)]
    [InlineData(1000, 1.9623390808264074)]
    [InlineData(99999, 1.9599877077718446)]
    [InlineData(999999, 1.959966356816479)]
    public void Quantile(double degrees, double expected) => Assert.Equal(expected, StudentT.Quantile95(degrees), expected * 1e-10);

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(0.1, 1, 0.9365489651388929)]
    [InlineData(1, 1, 0.5)]
    [InlineData(30, 2, 0.0011092626819596588)]
    [InlineData(2.5, 7, 0.040992218585752874)]
    [InlineData(-2.5, 7, 0.040992218585752874)]
    [InlineData(0.3, 7, 0.7728900504021343)]
    [InlineData(1.9, 40, 0.0646588145496899)]
    [InlineData(5, 40, 1.1840065669659487e-05)]
    [InlineData(3, 999, 0.002766776460147791)]
    [InlineData(2, 99999, 0.04550296348450245)]
    [InlineData(1.96, 999999, 0.04999606758554705)]
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void Chance(double t, double degrees, double expected) => Assert.Equal(expected, StudentT.TwoSided(t, degrees), 1e-10);
}
