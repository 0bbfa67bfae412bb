namespace SpeechInsights.Http;

/// <summary>Where a run tells what it does. Text that is given to it holds no secret and no customer text.</summary>
internal interface IRunTrace
{
    /// <summary>Whether anybody reads the verbose text; where not, it is not made.</summary>
    bool IsVerbose { get; }

    /// <summary>Whether anybody reads the debug text.</summary>
    bool IsDebug { get; }

    void WriteVerbose(string text);

    void WriteDebug(string text);

    void WriteWarning(string text);

    /// <summary>What is done so far and, where known, how much it is in all.</summary>
    /// <param name="done">So far.</param>
    /// <param name="total">In all; null where that is not known.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    void ReportProgress(long done, long? total, string unit = "rows");

    /// <summary>That nothing moves for a while.</summary>
    /// <param name="reason">What is waited for, to stand behind 'waiting for'.</param>
    /// <param name="time">How long.</param>
    void ReportWaiting(string reason, TimeSpan time);
}
