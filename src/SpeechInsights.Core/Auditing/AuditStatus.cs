namespace SpeechInsights;

/// <summary>How a run stands.</summary>
public enum AuditStatus
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It ended as it should.</summary>
    Completed,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>The user or the pipeline stopped it.</summary>
    Cancelled,

    /// <summary>It began and has no end: the process was killed, or is still at work.</summary>
    Interrupted,

    /// <summary>The trail itself was mended.</summary>
    Repaired,
}
