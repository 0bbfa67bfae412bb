namespace SpeechInsights;

/// <summary>What a failed check means.</summary>
public enum CheckSeverity
{
    /// <summary>Queries can be run, but may find less than expected.</summary>
    Warning,

    /// <summary>Queries can't be run.</summary>
    Error,
}
