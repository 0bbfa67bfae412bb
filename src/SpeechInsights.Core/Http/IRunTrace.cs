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

    /// <summary>Rows so far and, where known, in all.</summary>
    void ReportProgress(long done, long? total);

    /// <summary>That nothing moves for a while.</summary>
    /// <param name="reason">What is waited for, to stand behind 'waiting for'.</param>
    /// <param name="time">How long.</param>
    void ReportWaiting(string reason, TimeSpan time);
}
