namespace SpeechInsights.Times;

/// <summary>The window that a cmdlet was asked about, as it was written.</summary>
/// <param name="Start">-StartTime, or null.</param>
/// <param name="End">-EndTime, or null: now.</param>
/// <param name="Last">-Last, in place of both; or null.</param>
/// <param name="Clock">Now, and the time zone.</param>
internal readonly record struct AskedWindow(InsightTime? Start, InsightTime? End, string? Last, LocalClock Clock)
{
    /// <summary>Both ends in one; null where no window was asked for.</summary>
    /// <exception cref="InsightsException">InvalidTime; ConflictingParameter; InvalidInterval where there is an end alone.</exception>
    public (DateTimeOffset Start, DateTimeOffset End)? Read()
    {
        if (Last is not null)
        {
            return Start is null && End is null
                ? TimeText.ReadLast(Last, Clock)
                : throw new InsightsException(InsightsError.ConflictingParameter, "-Last is a whole window, and so are -StartTime and -EndTime.", "Leave one of them out.", "Last");
        }

        return Start is not null ? (Start.Read(Clock, "StartTime"), End?.Read(Clock, "EndTime") ?? Clock.Now)
            : End is null ? null
            : throw new InsightsException(InsightsError.InvalidInterval, "-EndTime alone is no window.", "Give -StartTime too, or -Last in place of both.", "EndTime");
    }

    /// <summary>Both ends.</summary>
    /// <exception cref="InsightsException">As <see cref="Read"/>, and WindowRequired.</exception>
    public (DateTimeOffset Start, DateTimeOffset End) ReadRequired() => Read() ?? throw new InsightsException(
        InsightsError.WindowRequired, "There is no window to ask about.", "Give -StartTime, with -EndTime where it does not end now, or -Last such as 7d or week.", "StartTime");
}
