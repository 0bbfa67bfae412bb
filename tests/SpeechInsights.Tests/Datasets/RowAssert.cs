using System.Globalization;
using System.Text;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>Rows are held against each other by every property that a person sees, not by what writes columns.</summary>
internal static class RowAssert
{
    private static readonly System.Reflection.PropertyInfo[] s_properties = typeof(ScoredInsight).GetProperties();

    public static void Equal(IEnumerable<ScoredInsight> expected, IEnumerable<ScoredInsight> actual) => Assert.Equal(expected.Select(Text), actual.Select(Text));

    public static string Text(ScoredInsight row)
    {
        StringBuilder text = new();
        foreach (System.Reflection.PropertyInfo property in s_properties)
        {
            text.Append(property.Name).Append('=').Append(Value(property.GetValue(row))).Append('|');
        }

        return text.ToString();
    }

    private static string Value(object? value) => value switch
    {
        null => "(null)",
        SpeechAnalyticsMetric metric => $"{metric.Count}/{Value(metric.Sum)}",
        SentimentMetric metric => $"{metric.Count}/{Value(metric.Average)}",
        CustomerSentimentMetric metric => $"{metric.Count}/{Value(metric.Average)}/{metric.Positive}/{metric.Negative}",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };
}
