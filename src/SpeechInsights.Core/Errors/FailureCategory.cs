namespace SpeechInsights;

/// <summary>The kinds of failure, by the names of PowerShell's ErrorCategory.</summary>
internal enum FailureCategory
{
    NotSpecified,
    AuthenticationError,
    ConnectionError,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    LimitsExceeded,
    NotImplemented,
    ObjectNotFound,
    OperationTimeout,
    PermissionDenied,
    ResourceExists,
    ResourceUnavailable,
    SecurityError,
    WriteError,
}
