using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Summary;

/// <summary>The figures of one metric.</summary>
internal readonly record struct SummaryMetric(long Count, double? Sum, double? Average)
{
    /// <summary>The contract's CSAT has an average and no count: that is one answer.</summary>
    public static SummaryMetric Create(long? count, double? sum, double? average) => new(count ?? (average is null ? 0 : 1), sum, average);

    /// <summary>Reads the value of the property that the reader stands on.</summary>
    /// <returns>False where the metric is null.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, string name, out SummaryMetric metric)
    {
        metric = default;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, name);
        long? count = null;
        double? sum = null;
        double? average = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("count"u8))
            {
                reader.Read();
                count = JsonRead.Count(ref reader, "count");
            }
            else if (reader.ValueTextEquals("sum"u8))
            {
                reader.Read();
                sum = JsonRead.Number(ref reader, "sum");
            }
            else if (reader.ValueTextEquals("avg"u8))
            {
                reader.Read();
                average = JsonRead.Number(ref reader, "avg");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        metric = Create(count, sum, average);
        return true;
    }
}
