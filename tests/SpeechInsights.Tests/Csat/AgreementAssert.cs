using System.Reflection;
using Xunit;

namespace SpeechInsights.Tests.Csat;

internal static class AgreementAssert
{
    /// <summary>Null equals null only; numbers to 1e-9, relative where they are large.</summary>
    public static void Equal(double? expected, double? actual, string what)
    {
        bool same = expected is double e && actual is double a
            ? Math.Abs(e - a) <= 1e-9 * Math.Max(1, Math.Abs(e))
            : expected is null && actual is null;
        Assert.True(same, FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
    }

    /// <summary>Compares every public property of two results.</summary>
    public static void Equal(InsightAccuracy expected, InsightAccuracy actual)
    {
        foreach (PropertyInfo property in typeof(InsightAccuracy).GetProperties())
        {
            object? left = property.GetValue(expected);
            object? right = property.GetValue(actual);
            if (property.PropertyType == typeof(double?))
            {
                Equal((double?)left, (double?)right, property.Name);
            }
            else if (property.Name == nameof(InsightAccuracy.Series))
            {
                Equal(expected.Series, actual.Series);
            }
            else
            {
                Assert.Equal(left, right);
            }
        }
    }

    private static void Equal(IReadOnlyList<AccuracyInterval>? expected, IReadOnlyList<AccuracyInterval>? actual)
    {
        Assert.Equal(expected?.Count, actual?.Count);
        for (int i = 0; i < (expected?.Count ?? 0); i++)
        {
            Assert.Equal(expected![i].Start, actual![i].Start);
            Assert.Equal(expected[i].Count, actual[i].Count);
            Assert.Equal(expected[i].Rated, actual[i].Rated);
            Equal(expected[i].MeanSentiment, actual[i].MeanSentiment, $"MeanSentiment of {expected[i]}");
            Equal(expected[i].MeanCsat, actual[i].MeanCsat, $"MeanCsat of {expected[i]}");
        }
    }
}
