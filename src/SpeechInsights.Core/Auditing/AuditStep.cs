namespace SpeechInsights.Auditing;

/// <summary>The steps of an append, between which a process may be killed.</summary>
internal enum AuditStep
{
    /// <summary>The lock is held, nothing is written.</summary>
    Locked,

    /// <summary>A torn tail lies aside, and still in the file.</summary>
    TailCopied,

    /// <summary>The line is in the file, the head is the old one.</summary>
    LineWritten,

    /// <summary>The new head lies beside the old one.</summary>
    HeadDrafted,

    /// <summary>All is done but giving the lock back.</summary>
    HeadReplaced,
}
