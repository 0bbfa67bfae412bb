namespace SpeechInsights;

/// <summary>How a day of a dataset stands, or what became of it.</summary>
public enum DatasetDayStatus
{
    /// <summary>It is there, and was read after the time in which survey answers still come.</summary>
    Whole,

    /// <summary>It is there, and is read again: survey answers may still come, or it was exported and perhaps in part.</summary>
    Provisional,

    /// <summary>It is not there, though days before and after it are.</summary>
    Missing,

    /// <summary>It is not what was written; the reason says how.</summary>
    Invalid,

    /// <summary>It was not there, and is now.</summary>
    Added,

    /// <summary>It was read again.</summary>
    Refreshed,

    /// <summary>It was not what was written, and was made anew.</summary>
    Mended,

    /// <summary>Another worker has it under way.</summary>
    Held,

    /// <summary>It could not be read or written; the reason is the error's id. What was there before is there still.</summary>
    Failed,
}
