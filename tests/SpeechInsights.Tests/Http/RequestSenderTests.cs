using System.Buffers;
using System.Net;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>What is sent, what an answer means, and what is told of both.</summary>
public sealed class RequestSenderTests
{
    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("https://api.example.com/")]
    [InlineData("https://api.example.com/base")]
    [InlineData("https://api.example.com/base/more/")]
    public async Task A_path_stands_below_the_base_address(string address)
    {
        SenderHarness harness = new(address: address);
        await harness.SendAsync();
        await harness.SendAsync(SenderHarness.Get() with { Query = "a=b&c=d" });
        await harness.SendAsync(SenderHarness.Get("/x"));
        await harness.SendAsync(SenderHarness.Get("/x"));
        string root = address.TrimEnd('/');
        Assert.Equal([root + "/api/v2/things", root + "/api/v2/things?a=b&c=d", root + "/x", root + "/x"], harness.Sent.Select(static sent => sent.RequestUri!.AbsoluteUri));
        Assert.Same(harness.Sent[2].RequestUri, harness.Sent[3].RequestUri);
    }

    [Theory]
    [InlineData("m-1", "m-1")]
    [InlineData(null, "/api/v2/../x")]
    public async Task A_path_that_leads_elsewhere_is_told_by_its_subject(string? subject, string target)
    {
        SenderHarness harness = new();
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.SendAsync(SenderHarness.Get("/api/v2/../x") with { Subject = subject }));
        Assert.Equal(("InvalidIdentifier", target), (error.ErrorId, error.Target));
        Assert.Contains("/api/v2/../x", error.Message, StringComparison.Ordinal);
        Assert.Contains("id", error.Hint, StringComparison.Ordinal);
        Assert.Empty(harness.Sent);
    }

    [Fact]
    public async Task A_request_has_the_token_and_its_body_as_JSON()
    {
        SenderHarness harness = new();
        Assert.Equal("{}", await harness.SendAsync());
        await harness.SendAsync(new ApiRequest(HttpMethod.Post, SenderHarness.Path) { Body = new ReadOnlySequence<byte>("""{"a":1}"""u8.ToArray()) });
        await harness.SendAsync(new ApiRequest(HttpMethod.Post, SenderHarness.Path) { Body = BodyPiece.Join("""{"a":"""u8.ToArray(), "2}"u8.ToArray()) });
        Assert.Equal(["", """{"a":1}""", """{"a":2}"""], harness.Bodies);
        Assert.Equal([HttpMethod.Get, HttpMethod.Post, HttpMethod.Post], harness.Sent.Select(static sent => sent.Method));
        Assert.All(harness.Sent, static sent => Assert.Equal("Bearer a-token-of-the-sender", sent.Headers.Authorization?.ToString()));
        Assert.Null(harness.Sent[0].Content);
        Assert.All(harness.Sent.Skip(1), static sent => Assert.Equal("application/json", sent.Content!.Headers.ContentType?.ToString()));
        Assert.Equal(3, harness.Run.RequestCount);
    }

    [Fact]
    public async Task What_was_exchanged_is_told_to_who_reads_it()
    {
        SenderHarness harness = new();
        harness.Answer = (_, _) =>
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(12.4));
            return Task.FromResult(MadeAnswer.Of(200, "{\"a\":1}", headers: ("ININ-Correlation-Id", "c-1")));
        };
        await harness.SendAsync(SenderHarness.Get() with { Query = "secret=x" });
        harness.Answer = static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        await harness.SendAsync(new ApiRequest(HttpMethod.Post, "/x") { Body = new ReadOnlySequence<byte>("""{"a":"joe@contoso.com"}"""u8.ToArray()) });
        Assert.Equal(["GET /api/v2/things -> 200 in 12 ms, 7 bytes, attempt 1", "POST /x -> 204 in 0 ms, 0 bytes, attempt 1"], harness.Trace.Verbose);
        Assert.Equal(
            [
                "GET /api/v2/things: no body", "Answer: HTTP 200, application/json, correlation id c-1",
                """POST /x: {"a":"***"}""", "Answer: HTTP 204, no content type, correlation id none",
            ],
            harness.Trace.Debug);
        Assert.Equal(["c-1"], harness.Run.GetCorrelationIds());
    }

    [Fact]
    public async Task Nothing_is_told_where_nobody_reads_it()
    {
        SenderHarness harness = new() { Trace = { IsVerbose = false, IsDebug = false } };
        harness.AnswerBy(static () => MadeAnswer.Of(503), static () => MadeAnswer.Of(200, "{}"));
        await Assert.ThrowsAsync<ApiException>(() => harness.SendAsync());
        Assert.Empty(harness.Trace.Verbose);
        Assert.Empty(harness.Trace.Debug);
    }

    [Fact]
    public async Task A_body_is_shown_as_it_may_be_and_not_for_ever()
    {
        SenderHarness harness = new();
        ApiRequest request = new(HttpMethod.Post, "/x") { Body = new ReadOnlySequence<byte>(new byte[20_000].Select(static _ => (byte)'x').ToArray()) };
        await harness.SendAsync(request);
        await harness.SendAsync(request with { LoggedBody = new ReadOnlySequence<byte>("shown"u8.ToArray()) });
        string[] shown = [.. harness.Trace.Debug.Where(static text => text.StartsWith("POST", StringComparison.Ordinal))];
        Assert.Equal(["POST /x: " + new string('x', 2000) + "…", "POST /x: shown"], shown);
    }

    [Fact]
    public async Task Lines_that_are_missing_from_the_trace_are_told()
    {
        using TempFolder folder = new();
        ExchangeTrace trace = new(folder.File("trace.jsonl"));
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 0, Trace = trace });
        File.Delete(trace.Path);
        Directory.CreateDirectory(trace.Path);
        await harness.SendAsync();
        Assert.StartsWith($"The trace {trace.Path} can't be written; lines are missing there.", Assert.Single(harness.Trace.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>", "text/html", "it is a web page, not JSON")]
    [InlineData("{", "application/json", "it breaks off or is malformed near byte 1")]
    [InlineData("""{"a":1, x}""", "application/json", "it breaks off or is malformed near byte 8")]
    [InlineData("""{"a":"b"}""", "application/json", "a is not of the expected kind")]
    [InlineData("""{"a":"\ud800"}""", "application/json", "a text in it is not Unicode")]
    public async Task An_answer_that_cant_be_read_says_why_and_is_asked_for_again(string body, string mediaType, string why)
    {
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 1 });
        harness.Answer = (_, _) => Task.FromResult(MadeAnswer.Of(200, body, mediaType, ("ININ-Correlation-Id", "c-1")));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(harness, SenderHarness.Get() with { Subject = "m-1" }));
        Assert.Equal($"GET /api/v2/things: the answer can't be read: {why} (HTTP 200). Correlation id: c-1.", error.Message);
        Assert.Equal(("InvalidResponse", "c-1", HttpStatusCode.OK, true, "m-1"), (error.ErrorId, error.CorrelationId, error.Status, error.IsTransient, error.Target));
        Assert.Contains("proxies on the way", error.Hint, StringComparison.Ordinal);
        Assert.Equal(2, harness.Sent.Count);
        harness.Answer = (_, _) => Task.FromResult(MadeAnswer.Of(200, body, mediaType));
        error = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(harness, SenderHarness.Get()));
        Assert.Equal(($"GET /api/v2/things: the answer can't be read: {why} (HTTP 200).", SenderHarness.Path), (error.Message, error.Target));
    }

    [Fact]
    public async Task An_answer_that_is_nested_too_deep_is_not_asked_for_again()
    {
        SenderHarness harness = new(new SessionOptions { MaximumRetryCount = 3 });
        harness.Answer = static (_, _) => Task.FromResult(MadeAnswer.Of(200, $$"""{"a":{{new string('[', 32)}}""", headers: ("ININ-Correlation-Id", "c-1")));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(harness, SenderHarness.Get()));
        Assert.Equal(("ResponseTooLarge", "GET /api/v2/things: the answer is nested too deep.", "c-1", HttpStatusCode.OK, SenderHarness.Path), (error.ErrorId, error.Message, error.CorrelationId, error.Status, error.Target));
        Assert.Contains("proxies on the way", error.Hint, StringComparison.Ordinal);
        Assert.Single(harness.Sent);
        harness.Answer = static (_, _) => Task.FromResult(MadeAnswer.Of(200, $$"""{"a":{{new string('[', 31)}}"""));
        Assert.Equal("InvalidResponse", (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(harness, SenderHarness.Get()))).ErrorId);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced_within_the_attempt()
    {
        SenderHarness harness = new() { Renewed = new AccessToken("another-token-that-is-new") };
        harness.AnswerBy(static () => MadeAnswer.Of(401), static () => MadeAnswer.Of(200, "{}"));
        await harness.SendAsync();
        Assert.Equal(["Bearer a-token-of-the-sender", "Bearer another-token-that-is-new"], harness.Sent.Select(static sent => sent.Headers.Authorization!.ToString()));
        Assert.Equal((1, 0, 2), (harness.Rejected.Count, harness.Run.RetryCount, harness.Run.RequestCount));
    }

    [Fact]
    public async Task Only_a_refused_token_is_replaced()
    {
        SenderHarness harness = new() { Renewed = new AccessToken("another-token-that-is-new") };
        harness.Answer = static (_, _) => Task.FromResult(MadeAnswer.Of(403));
        Assert.Equal("PermissionDenied", (await harness.FailAsync()).ErrorId);
        Assert.Empty(harness.Rejected);
        SenderHarness other = new();
        other.Answer = static (_, _) => Task.FromResult(MadeAnswer.Of(401));
        Assert.Equal("TokenRejected", (await other.FailAsync()).ErrorId);
        Assert.Single(other.Sent);
    }

    [Fact]
    public void It_says_how_many_may_be_under_way() => Assert.Equal(7, new SenderHarness(new SessionOptions { ThrottleLimit = 7 }).Sender.ThrottleLimit);

    private static Task<string?> ReadAsync(SenderHarness harness, ApiRequest request) => harness.PassAsync(harness.Sender.SendAsync(request, static body =>
    {
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = JsonDepth.Maximum });
        JsonRead.StartObject(ref reader);
        reader.Read();
        reader.Read();
        string? text = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped ? reader.GetString() : null;
        if (reader.TokenType == JsonTokenType.String)
        {
            throw JsonRead.Wrong("a");
        }

        while (reader.Read())
        {
        }

        return text;
    }, harness.Run, TestContext.Current.CancellationToken));
}
