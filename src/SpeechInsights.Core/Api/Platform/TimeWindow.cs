namespace SpeechInsights.Api.Platform;

/// <summary>A stretch of time.</summary>
internal readonly record struct TimeWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The longest interval that conversation queries take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>The stretch in pieces that the API takes, one after the other.</summary>
    public IEnumerable<TimeWindow> Cut()
    {
        for (DateTimeOffset start = Start; start < End; start += Longest)
        {
            DateTimeOffset end = start + Longest;
            yield return new TimeWindow(start, end < End ? end : End);
        }
    }
}
