namespace SpeechInsights.Simulator.Platform;

/// <summary>One group of the answer: its dimensions, and the metrics of each bucket in the order that was asked for.</summary>
internal sealed record AggregateRow(IReadOnlyList<KeyValuePair<string, string>> Group, SortedDictionary<DateTimeOffset, MetricSum[]> Buckets);
