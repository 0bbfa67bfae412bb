using static SpeechInsights.ErrorGroup;
using static SpeechInsights.FailureCategory;

namespace SpeechInsights;

/// <summary>What can go wrong, by the id that users catch it by. Each has its row, without which nothing builds.</summary>
internal enum InsightsError
{
    [ErrorRow(Module, NotSpecified, "It is a fault of the module: please report it, with the output of Get-Error.")]
    UnexpectedError,

    [ErrorRow(Input, InvalidData, "Query with -GroupBy InteractionId, AgentId, so that a row has its agent.")]
    AgentMissing,

    [ErrorRow(Input, ResourceExists, "Use -Force to replace it, or give another name.")]
    ConnectionExists,

    [ErrorRow(Input, SecurityError, "It has to be a file of this account's that nobody else may write to; move it away to begin anew.")]
    ConnectionFileInvalid,

    [ErrorRow(Input, ObjectNotFound, "Get-InsightsConnection shows those that are there.")]
    ConnectionNotFound,

    [ErrorRow(Input, InvalidArgument, "Two parameters say two things: leave one out.")]
    ConflictingParameter,

    [ErrorRow(Input, InvalidArgument, "An id, a name or a topic is empty: look at the variable or property that it came from.")]
    EmptyIdentifier,

    [ErrorRow(Input, InvalidArgument, "-Checkpoint needs -EndTime: a window that ends now is another one in the next run.")]
    EndTimeRequired,

    [ErrorRow(Input, InvalidArgument, "Give an https address without credentials, query or fragment.")]
    InsecureBaseUri,

    [ErrorRow(Input, InvalidArgument, "Give a public https address; credentials go into a header.")]
    InsecureWebhookUri,

    [ErrorRow(Input, InvalidArgument, "Give http to 127.0.0.1 with a port, such as http://127.0.0.1:8477/callback; the OAuth client has to have the same one.")]
    InvalidRedirectUri,

    [ErrorRow(Input, InvalidArgument, "A bare number is ticks: write (New-TimeSpan -Days 14) or '14.00:00:00'.")]
    InvalidDuration,

    [ErrorRow(Input, InvalidArgument, "Names are letters, digits and hyphens; values have no line breaks.")]
    InvalidHeader,

    [ErrorRow(Input, InvalidArgument, "An id is '.' or '..', which lead somewhere else in an address: look at where it came from.")]
    InvalidIdentifier,

    [ErrorRow(Input, InvalidArgument, "Give a start before the end.")]
    InvalidInterval,

    [ErrorRow(Input, InvalidArgument, "Give at most 512 characters, without control characters.")]
    InvalidName,

    [ErrorRow(Input, InvalidArgument, "Give whsec_ and the Base64 of 24 to 64 random bytes, as the receiver has it.")]
    InvalidSecret,

    [ErrorRow(Input, InvalidArgument, "Give which part of how many, from 1/8 to 8/8.")]
    InvalidShard,

    [ErrorRow(Input, InvalidArgument, "Give a time such as 2026-10-19, 2026-10-19T08:00:00Z, yesterday, -7d, 'last week' or 2026-10; say the offset where the clock was put back.")]
    InvalidTime,

    [ErrorRow(Input, InvalidArgument, "Give http or https with a host and a port; the password goes into -ProxyCredential.")]
    InvalidProxy,

    [ErrorRow(Input, InvalidData, "Give a hashtable, or text that ConvertFrom-Json takes.")]
    InvalidRequestBody,

    [ErrorRow(Input, InvalidArgument, "Give a path from /api/ on, without a host; what is not ASCII is escaped.")]
    InvalidRequestPath,

    [ErrorRow(Input, InvalidArgument, "Leave the limit out to take its default.")]
    LimitOutOfRange,

    [ErrorRow(Input, AuthenticationError, "Set the environment variables, or give -Credential.")]
    MissingCredentials,

    [ErrorRow(Input, InvalidData, "Measure rows of one scale at a time.")]
    MixedCsatScales,

    [ErrorRow(Input, InvalidArgument, "Give -ModelId.")]
    ModelIdRequired,

    [ErrorRow(Input, NotImplemented, "The session's contract has no such thing; the message says what to use.")]
    NotSupportedByProfile,

    [ErrorRow(Input, InvalidData, "Too few rows have both sentiment and score: compare more of them.")]
    NothingToCompare,

    [ErrorRow(Input, InvalidArgument, "Give -Organization: neither the session nor its client tells whose rows they are.")]
    OrganizationRequired,

    [ErrorRow(Input, InvalidArgument, "Give 1 to 100, or leave it out: the default asks for the fewest pages.")]
    PageSizeOutOfRange,

    [ErrorRow(Input, InvalidArgument, "Give the path of a file.")]
    PathNotFileSystem,

    [ErrorRow(Input, ObjectNotFound, "There is nothing there: look at -Path.")]
    PathNotFound,

    [ErrorRow(Input, ResourceExists, "Use -Force to replace it, or give another path.")]
    ReportExists,

    [ErrorRow(Input, WriteError, "Give a path that can be written to, with room on its disk. What was there before is there still.")]
    ReportWriteFailed,

    [ErrorRow(Input, InvalidArgument, "Sentiment runs from -1 (negative) to 1 (positive).")]
    ThresholdOutOfRange,

    [ErrorRow(Input, InvalidArgument, "The recommended action lists what rows can be grouped by.")]
    UnknownGroupProperty,

    [ErrorRow(Input, InvalidArgument, "The message lists the regions.")]
    UnknownRegion,

    [ErrorRow(Input, InvalidArgument, "Give a path that ends in .html or .md.")]
    UnknownReportFormat,

    [ErrorRow(Input, InvalidArgument, "Give a name such as Europe/Berlin; Tab shows them.")]
    UnknownTimeZone,

    [ErrorRow(Input, InvalidArgument, "Give -StartTime, with -EndTime where it does not end now, or -Last.")]
    WindowRequired,

    [ErrorRow(Input, InvalidArgument, "Ask for at most 730 days, and for the rest in a second query.")]
    WindowTooLong,

    [ErrorRow(Session, ConnectionError, "Run Connect-GenesysInsights first, or give -Session, for example -Session $using:session in a parallel block.")]
    NotConnected,

    [ErrorRow(Session, InvalidOperation, "Somebody disconnected it: connect again with Connect-GenesysInsights.")]
    SessionClosed,

    [ErrorRow(Session, AuthenticationError, "Check the client id, its secret, and the client credentials grant.")]
    AuthenticationFailed,

    [ErrorRow(Session, FailureCategory.PermissionDenied, "Whoever logged in said no, or may not use this OAuth client: log in again, or have the client authorised.")]
    LoginRefused,

    [ErrorRow(Session, FailureCategory.OperationTimeout, "Log in on the page that is shown; -LoginTimeoutSec gives more time.")]
    LoginTimedOut,

    [ErrorRow(Session, ResourceUnavailable, "Another login may be waiting there: end it, or give another -RedirectUri that the OAuth client has too.")]
    LoginPortInUse,

    [ErrorRow(Session, WriteError, "Nothing was sent: give the path of a file that this account, and no other, may write to.")]
    TraceWriteFailed,

    [ErrorRow(Session, AuthenticationError, "A token could not be renewed: connect again.", OfAnyRequest = true)]
    TokenRefreshFailed,

    [ErrorRow(Session, AuthenticationError, "The token is not valid here, or has run out: connect again.", OfAnyRequest = true)]
    TokenRejected,

    [ErrorRow(Server, FailureCategory.PermissionDenied, "The recommended action names the scope or permission, and the roles.", OfAnyRequest = true, OfRecord = true)]
    PermissionDenied,

    [ErrorRow(Server, ObjectNotFound, "Check the id, and that it belongs to this organisation and region.")]
    ModelNotFound,

    [ErrorRow(Server, ResourceUnavailable, "Wait until it is deployed, name another one, or use -SkipModelCheck.")]
    ModelNotReady,

    [ErrorRow(Server, ObjectNotFound, "Check the topic's name; topics of speech analytics and of triggers are two things.")]
    TopicNotFound,

    [ErrorRow(Server, ObjectNotFound, "Run Get-CoachingWebhook to see what there is.")]
    WebhookNotFound,

    [ErrorRow(Server, ResourceExists, "-Force replaces it; or give another -Name.")]
    WebhookAlreadyExists,

    [ErrorRow(Server, InvalidResult, "It may have been made: look at the server before running it again.")]
    WebhookStateUnknown,

    [ErrorRow(Server, ResourceExists, "Somebody who would have to be there has another appointment then: give another -StartTime, or -Consecutive.")]
    AppointmentConflict,

    [ErrorRow(Server, ObjectNotFound, "The server has no list: ask its administrator.")]
    WebhookListUnavailable,

    [ErrorRow(Server, ObjectNotFound, "Check the id and the address.", OfAnyRequest = true, OfRecord = true)]
    NotFound,

    [ErrorRow(Server, InvalidArgument, "The message is the server's own: check ids, names and the window.", OfAnyRequest = true, OfRecord = true)]
    RequestRejected,

    [ErrorRow(Server, LimitsExceeded, "Lower -RequestsPerMinute or -ThrottleLimit at Connect-GenesysInsights; wait as long as it says.", OfAnyRequest = true, MayPass = true)]
    RateLimitExceeded,

    [ErrorRow(Server, ResourceUnavailable, "It was repeated already: run it again later; give the correlation id to Genesys support where it lasts.", OfAnyRequest = true, OfRecord = true, MayPass = true)]
    ServiceUnavailable,

    [ErrorRow(Server, InvalidResult, "It was not repeated: give the correlation id to Genesys support.", OfAnyRequest = true, OfRecord = true, MayPass = true)]
    ServerError,

    [ErrorRow(Server, LimitsExceeded, "The answer is larger or deeper than is taken: ask for less.", OfAnyRequest = true)]
    ResponseTooLarge,

    [ErrorRow(Server, ConnectionError, "Check the address, the network and the proxy.", OfAnyRequest = true, MayPass = true)]
    ConnectionFailed,

    [ErrorRow(Server, SecurityError, "The server's certificate is not trusted here.", OfAnyRequest = true)]
    CertificateInvalid,

    [ErrorRow(Server, FailureCategory.OperationTimeout, "Raise -TimeoutSec at Connect-GenesysInsights; check the network and proxies on the way.", OfAnyRequest = true, MayPass = true)]
    OperationTimeout,

    [ErrorRow(Server, InvalidData, "What came is no answer of the API: check the address and proxies on the way.", OfAnyRequest = true, MayPass = true)]
    InvalidResponse,

    [ErrorRow(Server, InvalidResult, "The rows do not add up: run it again.", MayPass = true)]
    IncompleteResult,

    [ErrorRow(Server, InvalidResult, "The server's asynchronous job failed; run it again, with a shorter window where it keeps happening.", MayPass = true)]
    JobFailed,

    [ErrorRow(Checkpoint, InvalidArgument, "The checkpoint belongs to another query, host or client: give another path, or delete it to start anew.")]
    CheckpointMismatch,

    [ErrorRow(Checkpoint, InvalidData, "The file is no checkpoint, or was changed: give another path; one that was damaged can only be deleted.")]
    CheckpointInvalid,

    [ErrorRow(Checkpoint, WriteError, "Give a path that can be written to and that no other run has open. During a run, the rows that were given stay good.")]
    CheckpointWriteFailed,

    [ErrorRow(Spool, WriteError, "Nothing was sent: give a folder that this account, and no other, may write to, with room on its disk.")]
    SpoolWriteFailed,

    [ErrorRow(Spool, InvalidData, "The folder is no spool, or one of another version of the module: give another -SpoolPath, or use the version that made it.")]
    SpoolInvalid,

    [ErrorRow(Spool, ResourceUnavailable, "The receiver said that it wants no more (410): nothing was sent. Resume-CoachingDelivery opens it again.")]
    TargetGone,

    [ErrorRow(Dataset, ResourceExists, "Use -Force to replace it, or give another path.")]
    DatasetExists,

    [ErrorRow(Dataset, InvalidResult, "Days failed: the error says of what, and whether running it again is enough. It reads only what is missing.", MayPass = true)]
    DatasetIncomplete,

    [ErrorRow(Dataset, InvalidData, "It was cut or changed, or is of a newer version: Get-InsightDataset -Verify says where, Update-InsightDataset makes such days anew.")]
    DatasetInvalid,

    [ErrorRow(Dataset, InvalidArgument, "A dataset is of one query: give another path for another model, other topics, metrics or groupings, or another scale.")]
    DatasetMismatch,

    [ErrorRow(Dataset, WriteError, "Give a path that can be written to, with room on its disk. What was there before is there still.")]
    DatasetWriteFailed,

    [ErrorRow(Audit, WriteError, "Nothing was changed: give a path that can be written to.")]
    AuditWriteFailed,

    [ErrorRow(Audit, InvalidData, "Run Test-InsightAudit.")]
    AuditRecordInvalid,
}
