using System.Management.Automation;

namespace SpeechInsights.Errors;

/// <summary>Turns the engine's failures into error records: the one place that knows their categories.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord ToErrorRecord(this InsightsException exception) =>
        new(exception, exception.ErrorId, CategoryOf(exception.Error), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message)
            {
                RecommendedAction = exception.Hint ?? "",
            },
        };

    private static ErrorCategory CategoryOf(InsightsError error) => error switch
    {
        InsightsError.NotConnected or InsightsError.ConnectionFailed => ErrorCategory.ConnectionError,
        InsightsError.SessionClosed => ErrorCategory.InvalidOperation,
        InsightsError.NotSupportedByProfile => ErrorCategory.NotImplemented,
        InsightsError.AuthenticationFailed or InsightsError.TokenRefreshFailed or InsightsError.TokenRejected
            or InsightsError.MissingCredentials => ErrorCategory.AuthenticationError,
        InsightsError.PermissionDenied => ErrorCategory.PermissionDenied,
        InsightsError.ModelNotFound or InsightsError.WebhookNotFound or InsightsError.NotFound or InsightsError.PathNotFound
            or InsightsError.WebhookListUnavailable or InsightsError.TopicNotFound => ErrorCategory.ObjectNotFound,
        InsightsError.ModelNotReady or InsightsError.ServiceUnavailable => ErrorCategory.ResourceUnavailable,
        InsightsError.WebhookAlreadyExists => ErrorCategory.ResourceExists,
        InsightsError.RateLimitExceeded or InsightsError.ResponseTooLarge => ErrorCategory.LimitsExceeded,
        InsightsError.ServerError or InsightsError.IncompleteResult or InsightsError.WebhookStateUnknown
            or InsightsError.JobFailed => ErrorCategory.InvalidResult,
        InsightsError.CertificateInvalid => ErrorCategory.SecurityError,
        InsightsError.OperationTimeout => ErrorCategory.OperationTimeout,
        InsightsError.InvalidResponse or InsightsError.AuditRecordInvalid or InsightsError.CheckpointInvalid or InsightsError.MixedCsatScales => ErrorCategory.InvalidData,
        InsightsError.AuditWriteFailed or InsightsError.CheckpointWriteFailed => ErrorCategory.WriteError,
        InsightsError.UnexpectedError => ErrorCategory.NotSpecified,
        _ => ErrorCategory.InvalidArgument,
    };
}
