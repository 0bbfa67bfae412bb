namespace SpeechInsights;

/// <summary>What can go wrong, by the id that users catch it by.</summary>
internal enum InsightsError
{
    UnexpectedError,

    // Bad input: found before anything is sent.
    ConflictingParameter,
    EmptyIdentifier,
    InsecureBaseUri,
    InsecureWebhookUri,
    InvalidDuration,
    InvalidHeader,
    InvalidInterval,
    InvalidName,
    LimitOutOfRange,
    MissingCredentials,
    MixedCsatScales,
    ModelIdRequired,
    NotSupportedByProfile,
    PageSizeOutOfRange,
    PathNotFileSystem,
    PathNotFound,
    ThresholdOutOfRange,
    UnknownRegion,
    WindowTooLong,

    // Sessions.
    NotConnected,
    SessionClosed,
    AuthenticationFailed,
    TokenRefreshFailed,
    TokenRejected,

    // What servers and networks do.
    PermissionDenied,
    ModelNotFound,
    ModelNotReady,
    TopicNotFound,
    JobFailed,
    WebhookNotFound,
    WebhookAlreadyExists,
    WebhookStateUnknown,
    WebhookListUnavailable,
    NotFound,
    RequestRejected,
    RateLimitExceeded,
    ServiceUnavailable,
    ServerError,
    ResponseTooLarge,
    ConnectionFailed,
    CertificateInvalid,
    OperationTimeout,
    InvalidResponse,
    IncompleteResult,

    // Checkpoints.
    CheckpointMismatch,
    CheckpointInvalid,
    CheckpointWriteFailed,
    EndTimeRequired,

    // The audit trail.
    AuditWriteFailed,
    AuditRecordInvalid,
}
