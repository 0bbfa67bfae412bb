using System.Net;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Http;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>What a token endpoint's refusal tells.</summary>
public sealed class TokenErrorTests
{
    private static readonly MadeEndpoint s_endpoint = new();

    [Theory]
    [InlineData("invalid_request")]
    [InlineData("invalid_client")]
    [InlineData("invalid_grant")]
    [InlineData("unauthorized_client")]
    [InlineData("unsupported_grant_type")]
    [InlineData("invalid_scope")]
    [InlineData("access_denied")]
    public async Task The_standards_codes_are_told(string code)
    {
        ApiException error = await RefusedAsync(401, $$"""{"error":"{{code}}","error_description":"what was sent: abc"}""");
        Assert.Equal(code, error.Code);
        Assert.Equal($"login.example.com did not accept client client-1 (HTTP 401, {code}).", error.Message);
        Assert.Equal((MadeEndpoint.Hint, "client-1"), (error.Hint, error.Target));
    }

    [Theory]
    [InlineData("""{"error":"abc"}""")]
    [InlineData("""{}""")]
    [InlineData("")]
    public async Task What_is_no_code_of_the_standard_is_left_out(string body)
    {
        ApiException error = await RefusedAsync(400, body);
        Assert.Null(error.Code);
        Assert.Equal("login.example.com did not accept client client-1 (HTTP 400).", error.Message);
    }

    [Fact]
    public async Task A_failure_that_is_no_refusal_does_not_blame_the_client()
    {
        ApiException error = await RefusedAsync(500, """{"error":"invalid_client"}""");
        Assert.Equal("login.example.com gave no token (HTTP 500).", error.Message);
        Assert.Contains("later", error.Hint, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.InternalServerError, "client-1"), (error.Status, error.Target));
    }

    [Theory]
    [InlineData(429, null, true)]
    [InlineData(429, "180", true)]
    [InlineData(429, "181", false)]
    [InlineData(503, "3600", false)]
    [InlineData(500, "1", false)]
    public async Task It_is_worth_another_attempt_unless_the_wait_is_too_long(int status, string? wait, bool isTransient)
    {
        ApiException error = await RefusedAsync(status, "", wait is null ? [] : [("Retry-After", wait)]);
        Assert.Equal((isTransient, wait), (error.IsTransient, error.RetryAfter?.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_correlation_id_is_kept() =>
        Assert.Equal("c-1", (await RefusedAsync(400, "", ("ININ-Correlation-Id", "c-1"))).CorrelationId);

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData("""{"access_token":"\ud800","expires_in":60}""", "application/json")]
    [InlineData("""{"access_token":"a","expires_in":60}""", "text/html")]
    public async Task What_is_no_token_is_asked_for_again(string body, string mediaType)
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(200, body, mediaType, ("ININ-Correlation-Id", "c-1"));
        ApiException error = Assert.Throws<ApiException>(() => TokenError.Read(s_endpoint, answer));
        Assert.Equal("login.example.com answered with something that is not a token (HTTP 200).", error.Message);
        Assert.Equal(("InvalidResponse", true, "c-1", HttpStatusCode.OK, "login.example.com"), (error.ErrorId, error.IsTransient, error.CorrelationId, error.Status, error.Target));
    }

    [Fact]
    public async Task A_token_is_read()
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(200, """{"access_token":"a-token","expires_in":60}""");
        TokenGrant grant = TokenError.Read(s_endpoint, answer);
        Assert.Equal(("a-token", TimeSpan.FromSeconds(60)), (grant.Value, grant.Lifetime));
        Assert.Equal("***, 00:01:00", grant.ToString());
    }

    private static async Task<ApiException> RefusedAsync(int status, string body, params (string Name, string Value)[] headers)
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(status, body, "application/json", headers);
        return TokenError.FromAnswer(s_endpoint, answer, DateTimeOffset.UnixEpoch);
    }
}
