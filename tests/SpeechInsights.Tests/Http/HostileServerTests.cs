using System.Net;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>A server that does not end, or says our token back, over the real sender.</summary>
public sealed class HostileServerTests
{
    private const string Token = "a-token-that-is-longer-than-the-longest-correlation-id-which-is-cut-at-64-characters";

    [Fact]
    public async Task A_list_of_webhooks_that_does_not_end_is_an_error()
    {
        int page = 0;
        RequestSender sender = SenderOf(_ => Json(
            $$"""{"entities":[{{string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"id":"{{page}}-{{i}}"}"""))}}],"pageCount":2000000000,"total":2000000000,"pageNumber":{{++page}}}"""));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => new SummaryApi(sender, new FixedTokenProvider(new AccessToken(Token))).ListWebhooksAsync(RunContext.Silent(), default));
        Assert.Equal(InsightsError.ResponseTooLarge, error.Error);
        Assert.InRange(page, 1, (ListBounds.MaximumEntities / 500) + 2);
    }

    [Fact]
    public async Task A_list_of_empty_pages_that_does_not_end_is_an_error()
    {
        int page = 0;
        RequestSender sender = SenderOf(_ => Json($$"""{"entities":[{"id":"{{page}}"}],"pageCount":2000000000,"pageNumber":{{++page}}}"""));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => new SummaryApi(sender, new FixedTokenProvider(new AccessToken(Token))).ListWebhooksAsync(RunContext.Silent(), default));
        Assert.Equal((InsightsError.ResponseTooLarge, ListBounds.MaximumPages), (error.Error, page));
    }

    [Fact]
    public async Task A_list_that_names_ever_new_next_pages_is_an_error()
    {
        int page = 0;
        RequestSender sender = SenderOf(_ => Json($$"""{"entities":[{"id":"{{page}}"}],"nextUri":"/api/v2/x?page={{++page}}"}"""));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(
            () => new PlatformList(sender).ReadAsync(new ApiRequest(HttpMethod.Get, "/api/v2/x"), static entity => PlatformJson.Text(entity, "id"), RunContext.Silent(), default));
        Assert.Equal(InsightsError.ResponseTooLarge, error.Error);
        Assert.InRange(page, 1, ListBounds.MaximumPages + 1);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task A_token_in_the_correlation_id_is_masked_before_it_is_cut(int status)
    {
        RequestSender sender = SenderOf(_ =>
        {
            HttpResponseMessage answer = Json("{\"message\":\"no\"}", (HttpStatusCode)status);
            answer.Headers.TryAddWithoutValidation("ININ-Correlation-Id", "x" + Token);
            return answer;
        });
        RunContext run = RunContext.Silent();
        ApiException? error = null;
        try
        {
            await sender.SendAsync(new ApiRequest(HttpMethod.Get, "/api/v2/x"), static _ => true, run, default);
        }
        catch (ApiException e)
        {
            error = e;
        }

        Assert.Equal(status == 400, error is not null);
        Assert.Equal("x***", Assert.Single(run.GetCorrelationIds()));
        Assert.Equal(status == 400 ? "x***" : null, error?.CorrelationId);
        Assert.DoesNotContain(Token[..20], error?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_masked_before_it_is_cut()
    {
        AccessToken held = new(Token);
        Assert.Equal(new string('x', 10) + "***", DisplayText.Clean(new string('x', 10) + Token, 300));
        Assert.Equal("xxxxxxxxxx***", DisplayText.Redact(new string('x', 10) + Token, 13));
        Assert.Equal(new string('x', 280) + " client_secr…", DisplayText.Redact(new string('x', 280) + " client_secret=" + new string('s', 40), 292));
        Assert.DoesNotContain("sss", DisplayText.Redact(new string('x', 280) + " client_secret=" + new string('s', 40), 300), StringComparison.Ordinal);
        GC.KeepAlive(held);
    }

    [Theory]
    [InlineData("refresh_token=")]
    [InlineData("access_token=")]
    [InlineData("client_secret: ")]
    [InlineData("\"refresh_token\": \"")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Basic ")]
    public async Task A_secret_that_is_not_held_is_masked_by_what_stands_before_it(string words)
    {
        const string Secret = "not-held-0123456789";
        RequestSender sender = SenderOf(_ => Json($$"""{"message":{{System.Text.Json.JsonSerializer.Serialize($"no: {words}{Secret}\" was sent")}}}""", HttpStatusCode.BadRequest));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => sender.SendAsync(new ApiRequest(HttpMethod.Get, "/api/v2/x"), static _ => true, RunContext.Silent(), default));
        Assert.Contains("no: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v2/models/..")]
    [InlineData("/api/v2/models/./x")]
    [InlineData("/api/v2/../../x")]
    public async Task No_path_is_sent_that_leads_somewhere_else(string path)
    {
        RequestSender sender = SenderOf(_ => throw new InvalidOperationException("it was sent"));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(
            () => sender.SendAsync(new ApiRequest(HttpMethod.Delete, path), static _ => true, RunContext.Silent(), default));
        Assert.Equal(InsightsError.InvalidIdentifier, error.Error);
    }

    private static RequestSender SenderOf(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new SenderHarness(token: Token) { Answer = (request, _) => Task.FromResult(answer(request)) }.Sender;

    private static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) => MadeAnswer.Of((int)status, text);
}
