using System.Net;
using System.Text;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>What an answer without success is called, and what its body says.</summary>
public sealed class StatusErrorTests
{
    private static readonly ApiRequest s_request = new(HttpMethod.Get, "/api/v2/things") { Query = "a=b" };

    [Theory]
    [InlineData(400, "RequestRejected", "the server did not accept the request", false, true)]
    [InlineData(422, "RequestRejected", "the server did not accept the request", false, true)]
    [InlineData(401, "TokenRejected", "the server did not accept the token", false, true)]
    [InlineData(403, "PermissionDenied", "the client may not do this", false, true)]
    [InlineData(404, "NotFound", "it does not exist", false, true)]
    [InlineData(409, "RequestRejected", "it conflicts with what is there", false, true)]
    [InlineData(408, "OperationTimeout", "the server gave up waiting", true, false)]
    [InlineData(429, "RateLimitExceeded", "too many requests", true, true)]
    [InlineData(502, "ServiceUnavailable", "the service is not available", true, false)]
    [InlineData(503, "ServiceUnavailable", "the service is not available", true, false)]
    [InlineData(504, "ServiceUnavailable", "the service is not available", true, false)]
    [InlineData(500, "ServerError", "the server failed", false, false)]
    [InlineData(501, "ServerError", "the server failed", false, false)]
    [InlineData(505, "ServerError", "the server failed", false, false)]
    [InlineData(599, "ServerError", "the server failed", false, false)]
    [InlineData(300, "InvalidResponse", "the server wants to send the request elsewhere, which is not followed", false, false)]
    [InlineData(399, "InvalidResponse", "the server wants to send the request elsewhere, which is not followed", false, false)]
    [InlineData(402, "InvalidResponse", "the server's answer is not known", false, true)]
    [InlineData(499, "InvalidResponse", "the server's answer is not known", false, true)]
    [InlineData(199, "InvalidResponse", "the server's answer is not known", false, false)]
    public async Task Each_status_has_its_error(int status, string id, string text, bool isTransient, bool wasRefused)
    {
        ApiException error = await ErrorAsync(s_request, status);
        Assert.Equal((id, $"GET /api/v2/things: {text} (HTTP {status}).", isTransient, wasRefused), (error.ErrorId, error.Message, error.IsTransient, error.WasRefused));
        Assert.Equal(((HttpStatusCode)status, "/api/v2/things", null, null, null), (error.Status!.Value, error.Target, error.Code, error.CorrelationId, error.RetryAfter));
    }

    [Theory]
    [InlineData(401, "confidential OAuth client")]
    [InlineData(404, "Check the id")]
    [InlineData(408, "proxies on the way")]
    [InlineData(302, "base address")]
    [InlineData(402, "base address and proxies")]
    [InlineData(403, "Ask an administrator which role")]
    public async Task A_hint_says_what_to_look_at(int status, string hint) => Assert.Contains(hint, (await ErrorAsync(s_request, status)).Hint, StringComparison.Ordinal);

    [Fact]
    public async Task A_scope_or_a_permission_is_named_with_what_gives_it()
    {
        Assert.Equal(
            "The call needs the scope a:read. Ask an administrator to give the OAuth client the Analytics Viewer and Speech Analytics Admin roles.",
            (await ErrorAsync(s_request with { Scope = "a:read", Permission = "a:b:view" }, 403)).Hint);
        Assert.Equal(
            "The call needs the permission a:b:view. Ask an administrator to give the OAuth client a role that has it.",
            (await ErrorAsync(s_request with { Permission = "a:b:view" }, 403)).Hint);
    }

    [Fact]
    public async Task What_a_call_means_by_absent_and_by_conflict_it_says()
    {
        ApiRequest request = s_request with { NotFound = InsightsError.ModelNotFound, Conflict = InsightsError.WebhookAlreadyExists };
        Assert.Equal(("ModelNotFound", "WebhookAlreadyExists"), ((await ErrorAsync(request, 404)).ErrorId, (await ErrorAsync(request, 409)).ErrorId));
    }

    [Theory]
    [InlineData("20", 20, true)]
    [InlineData("180", 180, true)]
    [InlineData("181", 181, false)]
    [InlineData("3600", 3600, false)]
    public async Task What_it_has_to_wait_for_is_told_and_not_waited_for_where_it_is_too_long(string wait, int seconds, bool isTransient)
    {
        ApiException error = await ErrorAsync(s_request, 429, headers: ("Retry-After", wait));
        Assert.Equal((TimeSpan.FromSeconds(seconds), isTransient), (error.RetryAfter!.Value, error.IsTransient));
        Assert.StartsWith($"The server asks to wait {seconds} s. Lower -RequestsPerMinute", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_the_server_said_is_in_the_message()
    {
        ApiException error = await ErrorAsync(
            s_request with { Subject = "m-1" }, 429, """{"message":"Too many","code":"too.many","contextId":"x-1","limit":{"key":"a.limit","value":300}}""", ("ININ-Correlation-Id", "c-1"));
        Assert.Equal("GET /api/v2/things (m-1): too many requests (HTTP 429): Too many [too.many]. Limit: a.limit = 300. Correlation id: c-1.", error.Message);
        Assert.Equal(("too.many", "c-1", "m-1"), (error.Code, error.CorrelationId, error.Target));
    }

    [Fact]
    public async Task Without_a_header_the_bodys_id_is_the_correlation_id() =>
        Assert.Equal("x-1", (await ErrorAsync(s_request, 500, """{"contextId":"x-1"}""")).CorrelationId);

    [Fact]
    public async Task A_long_subject_is_cut() =>
        Assert.Contains($"({new string('x', 80)}…)", (await ErrorAsync(s_request with { Subject = new string('x', 81) }, 500)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"message":"m","error_description":"e","description":"d","code":"c","error":"o","contextId":"x"}""", "m", "c", "x", null)]
    [InlineData("""{"error_description":"e","description":"d","error":"o"}""", "e", "o", null, null)]
    [InlineData("""{"description":"d"}""", "d", null, null, null)]
    [InlineData("""{"message":"","code":1,"error":null,"contextId":"x"}""", null, null, "x", null)]
    [InlineData("""{"limit":{"key":"k","value":300}}""", null, null, null, "k = 300")]
    [InlineData("""{"limit":{"key":"k","value":"300"}}""", null, null, null, "k")]
    [InlineData("""{"limit":{"key":"k"}}""", null, null, null, "k")]
    [InlineData("""{"limit":{"value":300}}""", null, null, null, null)]
    [InlineData("""{"message":"m","limit":"k"}""", "m", null, null, null)]
    [InlineData("""{"limit":{"key":"k","value":123456789012345678901234567890}}""", null, null, null, "k = 123456789012345678901234…")]
    [InlineData("""{"message":"mail joe@contoso.com"}""", "mail ***", null, null, null)]
    [InlineData("""{"message":"\ud800","code":"c"}""", null, null, null, null)]
    [InlineData("""["message"]""", null, null, null, null)]
    [InlineData("\"message\"", null, null, null, null)]
    [InlineData("<html>", null, null, null, null)]
    [InlineData("{", null, null, null, null)]
    [InlineData("", null, null, null, null)]
    public void A_body_of_an_error_is_read_or_passed_over(string body, string? message, string? code, string? contextId, string? limit) =>
        Assert.Equal(new ServerMessage(message, code, contextId, limit), ServerMessage.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_body_of_an_error_has_64_KB_at_most_and_32_levels()
    {
        Assert.Equal("m", MessageOf(64 * 1024, 1));
        Assert.Null(MessageOf((64 * 1024) + 1, 1));
        Assert.Equal("m", MessageOf(500, 31));
        Assert.Null(MessageOf(500, 32));

        static string? MessageOf(int length, int levels)
        {
            string body = $$"""{"message":"m","a":{{new string('[', levels)}}{{new string(']', levels)}}}""";
            return ServerMessage.Read(Encoding.UTF8.GetBytes(body + new string(' ', length - body.Length))).Message;
        }
    }

    [Fact]
    public void A_failure_that_is_not_to_be_repeated_is_the_same_in_all_else()
    {
        InvalidOperationException cause = new();
        ApiException error = new(InsightsError.ServerError, "a message", "a hint", "a target", cause)
        {
            Status = HttpStatusCode.BadGateway, Code = "c", CorrelationId = "x", RetryAfter = TimeSpan.FromSeconds(3), IsTransient = true, WasRefused = true,
        };
        ApiException final = error.AsFinal();
        Assert.Equal(("ServerError", "a message", "a hint", "a target", cause), (final.ErrorId, final.Message, final.Hint, final.Target, final.InnerException));
        Assert.Equal((HttpStatusCode.BadGateway, "c", "x", TimeSpan.FromSeconds(3), false, true), (final.Status, final.Code, final.CorrelationId, final.RetryAfter, final.IsTransient, final.WasRefused));
    }

    private static async Task<ApiException> ErrorAsync(ApiRequest request, int status, string body = "", params (string Name, string Value)[] headers)
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(status, body, "application/json", headers);
        return StatusError.ToException(request, answer, DateTimeOffset.UnixEpoch);
    }
}
