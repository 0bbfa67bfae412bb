namespace SpeechInsights.Api.Platform;

/// <summary>Some groups of one of the windows that a query was cut into, counted from 0.</summary>
internal readonly record struct AggregateBatch(int Window, IReadOnlyList<AggregateGroup> Groups);
