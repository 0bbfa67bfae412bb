namespace SpeechInsights.Simulator.Platform;

/// <summary>Something that aggregates add up.</summary>
internal interface IFact
{
    /// <summary>The moment that decides on interval and bucket.</summary>
    DateTimeOffset At { get; }

    /// <summary>The ids of its topics: the one dimension that has several values at once.</summary>
    IReadOnlyList<string> Topics { get; }

    /// <summary>The value of any other dimension, or null.</summary>
    string? ValueOf(string dimension);

    /// <summary>Adds its part of a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="topics">How many of its topics passed the filter.</param>
    /// <param name="sum">Where to add it.</param>
    void Measure(string metric, int topics, MetricSum sum);
}
