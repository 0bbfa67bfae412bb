using System.Text.Json;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Writes groups as the API does: only the statistics that apply, and never an average.</summary>
internal static class AggregateJson
{
    public static void WriteResults(Utf8JsonWriter writer, AggregateRequest request, IEnumerable<AggregateRow> rows)
    {
        writer.WriteStartArray("results"u8);
        foreach (AggregateRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("group"u8);
            foreach ((string dimension, string value) in row.Group)
            {
                writer.WriteString(dimension, value);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("data"u8);
            foreach ((DateTimeOffset start, MetricSum[] metrics) in row.Buckets)
            {
                if (metrics.Any(static metric => metric.Count > 0))
                {
                    WriteBucket(writer, request, start, metrics);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBucket(Utf8JsonWriter writer, AggregateRequest request, DateTimeOffset start, MetricSum[] metrics)
    {
        DateTimeOffset end = request.Granularity is { } length ? start + length : request.End;
        writer.WriteStartObject();
        writer.WriteString("interval"u8, $"{PlatformTime.Text(start)}/{PlatformTime.Text(end)}");
        writer.WriteStartArray("metrics"u8);
        for (int metric = 0; metric < metrics.Length; metric++)
        {
            if (metrics[metric].Count > 0)
            {
                writer.WriteStartObject();
                writer.WriteString("metric"u8, request.Metrics[metric]);
                WriteStatistics(writer, metrics[metric]);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteStatistics(Utf8JsonWriter writer, MetricSum sum)
    {
        writer.WriteStartObject("stats"u8);
        if (sum.Sum is { } total)
        {
            writer.WriteNumber("max"u8, sum.Maximum);
            writer.WriteNumber("min"u8, sum.Minimum);
            writer.WriteNumber("sum"u8, total);
        }

        writer.WriteNumber("count"u8, sum.Count);
        if (sum.Positive > 0)
        {
            writer.WriteNumber("countPositive"u8, sum.Positive);
        }

        if (sum.Negative > 0)
        {
            writer.WriteNumber("countNegative"u8, sum.Negative);
        }

        writer.WriteEndObject();
    }
}
