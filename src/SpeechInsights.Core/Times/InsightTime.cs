using System.Globalization;
using SpeechInsights.Times;

namespace SpeechInsights;

/// <summary>
/// A moment as people write it: a time, or words and offsets such as 'yesterday', '-7d', 'last week' and '2026-10', which
/// stand for the beginning of what they name. It is read when a cmdlet knows its time zone.
/// </summary>
public sealed class InsightTime
{
    private readonly string? _text;
    private readonly DateTimeOffset _time;

    /// <summary>Takes a text; whether it is a time is seen when it is used.</summary>
    public InsightTime(string text) => _text = text;

    /// <summary>Takes a time.</summary>
    public InsightTime(DateTimeOffset time) => _time = time;

    /// <summary>Takes a time; one of no known kind is local.</summary>
    public InsightTime(DateTime time) => _time = new DateTimeOffset(time);

    /// <summary>The moment.</summary>
    /// <param name="clock">Now, and the zone of times without an offset.</param>
    /// <param name="parameter">Who asks, for errors.</param>
    /// <exception cref="InsightsException">InvalidTime.</exception>
    internal DateTimeOffset Read(LocalClock clock, string parameter) => _text is null ? _time : TimeText.Read(_text, clock, parameter);

    /// <inheritdoc/>
    public override string ToString() => _text ?? _time.ToString("o", CultureInfo.InvariantCulture);
}
