using System.Net;
using System.Text.RegularExpressions;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    // Scripts branch on the category, so it is written down here a second time.
    private const string Categories = """
        AuthenticationError: AuthenticationFailed MissingCredentials TokenRefreshFailed TokenRejected
        ConnectionError: ConnectionFailed NotConnected
        InvalidArgument: CheckpointMismatch ConflictingParameter DatasetMismatch EmptyIdentifier EndTimeRequired InsecureBaseUri InsecureWebhookUri
        InvalidArgument: InvalidDuration InvalidHeader InvalidIdentifier InvalidInterval InvalidName InvalidProxy InvalidRedirectUri InvalidRequestPath
        InvalidArgument: InvalidSecret InvalidShard InvalidTime LimitOutOfRange ModelIdRequired OrganizationRequired PageSizeOutOfRange PathNotFileSystem
        InvalidArgument: RequestRejected ThresholdOutOfRange UnknownGroupProperty UnknownRegion UnknownReportFormat UnknownTimeZone WindowRequired WindowTooLong
        InvalidData: AgentMissing AuditRecordInvalid CheckpointInvalid DatasetInvalid InvalidRequestBody InvalidResponse MixedCsatScales NothingToCompare
        InvalidData: SpoolInvalid
        InvalidOperation: SessionClosed
        InvalidResult: DatasetIncomplete IncompleteResult JobFailed ServerError WebhookStateUnknown
        LimitsExceeded: RateLimitExceeded ResponseTooLarge
        NotImplemented: NotSupportedByProfile
        NotSpecified: UnexpectedError
        ObjectNotFound: ConnectionNotFound ModelNotFound NotFound PathNotFound TopicNotFound WebhookListUnavailable WebhookNotFound
        OperationTimeout: LoginTimedOut OperationTimeout
        PermissionDenied: LoginRefused PermissionDenied
        ResourceExists: AppointmentConflict ConnectionExists DatasetExists ReportExists WebhookAlreadyExists
        ResourceUnavailable: LoginPortInUse ModelNotReady ServiceUnavailable TargetGone
        SecurityError: CertificateInvalid ConnectionFileInvalid
        WriteError: AuditWriteFailed CheckpointWriteFailed DatasetWriteFailed ReportWriteFailed SpoolWriteFailed TraceWriteFailed
        """;

    [Fact]
    public void Each_id_has_its_row_with_advice_that_is_a_sentence() => Assert.All(Enum.GetValues<InsightsError>(), id =>
    {
        ErrorRowAttribute row = ErrorCatalogue.Of(id);
        Assert.Matches(@"^[A-Z-].{6,}\.$", row.Advice);
        Assert.DoesNotContain('|', row.Advice);
        Assert.Equal(id == InsightsError.UnexpectedError, row.Category == FailureCategory.NotSpecified);
        Assert.True(row.OfAnyRequest || !row.OfRecord, "what is of one record is declared by the cmdlet, or is of any request");
        Assert.True(row.Group is ErrorGroup.Server or ErrorGroup.Session || !row.OfAnyRequest, "nothing was sent");
    });

    [Fact]
    public void Each_id_has_its_category()
    {
        IEnumerable<string> expected = Categories.Split('\n').Select(static line => line.Split(": ")).SelectMany(static parts => parts[1].Split(' ').Select(id => $"{id} {parts[0]}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Enum.GetValues<InsightsError>().Select(static id => $"{id} {ErrorCatalogue.Of(id).Category}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_error_without_a_hint_of_its_own_has_the_catalogue_s()
    {
        Assert.Equal("Give -ModelId.", new InsightsException(InsightsError.ModelIdRequired, "none").Hint);
        Assert.Equal("Do this.", new InsightsException(InsightsError.ModelIdRequired, "none", "Do this.").Hint);
    }

    [Fact]
    public void Bad_input_is_found_before_anything_is_sent_and_nothing_else_is_called_so()
    {
        InsightsError[] fromServers = [InsightsError.TopicNotFound, InsightsError.JobFailed, InsightsError.IncompleteResult];
        Assert.All(fromServers, id => Assert.Equal(ErrorGroup.Server, ErrorCatalogue.Of(id).Group));
    }

    [Theory]
    [InlineData(null, "RequestRejected")]
    [InlineData(nameof(InsightsError.WebhookAlreadyExists), "WebhookAlreadyExists")]
    public async Task A_conflict_is_what_the_request_says_it_is(string? conflict, string expected)
    {
        ApiRequest request = new(HttpMethod.Put, "/api/v2/things/1");
        request = conflict is null ? request : request with { Conflict = Enum.Parse<InsightsError>(conflict) };
        Assert.Equal(expected, (await RefusedAsync(request, HttpStatusCode.Conflict)).ErrorId);
    }

    [Fact]
    public async Task A_refusal_names_the_scope_with_its_roles_and_a_permission_without()
    {
        ApiRequest request = new(HttpMethod.Get, "/api/v2/things");
        Assert.Contains("scope a:read. Ask", (await RefusedAsync(request with { Scope = "a:read" }, HttpStatusCode.Forbidden)).Hint, StringComparison.Ordinal);
        string permission = (await RefusedAsync(request with { Permission = "a:b:view" }, HttpStatusCode.Forbidden)).Hint;
        Assert.Contains("permission a:b:view", permission, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("Analytics"), permission);
    }

    private static async Task<ApiException> RefusedAsync(ApiRequest request, HttpStatusCode status)
    {
        using HttpResponseMessage response = new(status);
        using PooledBody body = (await PooledBody.ReadAsync(response.Content, 100, TestContext.Current.CancellationToken))!;
        return StatusError.ToException(request, new ReceivedAnswer(status, response.Headers, null, null, body), DateTimeOffset.UnixEpoch);
    }
}
