namespace SpeechInsights.Commands;

/// <summary>Where an item goes.</summary>
internal enum PipelineItemKind
{
    /// <summary>Rows to the output.</summary>
    Rows,

    /// <summary>An InsightsException to the error stream; the work goes on.</summary>
    Error,

    Verbose,

    Debug,

    Warning,

    /// <summary>Text for whoever sits at the prompt.</summary>
    Notice,

    /// <summary>A <see cref="WorkProgress"/> to the progress stream.</summary>
    Progress,
}
