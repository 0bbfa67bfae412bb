using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using SpeechInsights.Http;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>One exchange: what goes along with a request, and what a failure of the network is called.</summary>
public sealed class HttpTransportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_says_who_sends_it_and_wants_JSON()
    {
        HttpRequestMessage? sent = null;
        using ReceivedAnswer answer = await ExchangeAsync(request =>
        {
            sent = request;
            return MadeAnswer.Of(200, "{}", headers: ("ININ-Correlation-Id", "c-1"));
        });
        Assert.Matches(@"^SpeechInsights/\d+\.\d+\.\d+$", sent!.Headers.UserAgent.ToString());
        Assert.Equal("application/json", sent.Headers.Accept.ToString());
        Assert.Equal((HttpStatusCode.OK, "application/json", "c-1", "{}"), (answer.Status, answer.MediaType, answer.CorrelationId, Encoding.UTF8.GetString(answer.Body.Span)));
    }

    [Fact]
    public void Its_handler_follows_nothing_and_keeps_nothing_of_a_server()
    {
        GivenProxy proxy = new(new Uri("http://proxy.example.com"));
        using SocketsHttpHandler handler = HttpTransport.CreateHandler(proxy);
        Assert.Equal((false, false, DecompressionMethods.All, TimeSpan.FromMinutes(5), 64), (handler.AllowAutoRedirect, handler.UseCookies, handler.AutomaticDecompression, handler.PooledConnectionLifetime, handler.MaxResponseHeadersLength));
        Uri far = new("https://api.example.com/");
        Assert.Equal(proxy.Address, handler.Proxy?.GetProxy(far));
        Assert.Null(handler.Proxy?.GetProxy(new Uri("http://127.0.0.1/")));
        using SocketsHttpHandler usual = HttpTransport.CreateHandler();
        Assert.Equal(HttpClient.DefaultProxy.GetProxy(far), usual.Proxy?.GetProxy(far));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public async Task A_connection_that_failed_tells_whether_anything_was_sent(HttpRequestError kind, bool neverSent)
    {
        ApiException error = await FailAsync(_ => throw new HttpRequestException(kind));
        Assert.Equal(("ConnectionFailed", true, neverSent, "api.example.com:8443"), (error.ErrorId, error.IsTransient, error.WasRefused, error.Target));
        Assert.Equal(neverSent ? "api.example.com:8443 can't be reached." : "The connection to api.example.com:8443 broke before the whole answer had arrived.", error.Message);
        Assert.Contains("HTTPS_PROXY", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_system_said_of_a_connection_is_told()
    {
        ApiException error = await FailAsync(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, null, new SocketException((int)SocketError.ConnectionRefused)));
        Assert.Equal("api.example.com:8443 can't be reached (ConnectionRefused).", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_is_not_trusted_is_not_tried_again(bool isInner)
    {
        ApiException error = await FailAsync(_ => throw (isInner
            ? new HttpRequestException("no", new AuthenticationException())
            : new HttpRequestException(HttpRequestError.SecureConnectionError)));
        Assert.Equal(("CertificateInvalid", false, true, "api.example.com:8443"), (error.ErrorId, error.IsTransient, error.WasRefused, error.Target));
        Assert.Contains("api.example.com:8443", error.Message, StringComparison.Ordinal);
        Assert.Contains("certificate", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(HttpRequestException))]
    public async Task An_answer_that_breaks_off_is_told_with_its_correlation_id(Type failure)
    {
        ApiException error = await FailAsync(_ =>
        {
            HttpResponseMessage answer = MadeAnswer.Of(200, headers: ("ININ-Correlation-Id", "c-1"));
            answer.Content = new BrokenContent((Exception)Activator.CreateInstance(failure)!);
            return answer;
        });
        Assert.Equal(("ConnectionFailed", true, false, "c-1"), (error.ErrorId, error.IsTransient, error.WasRefused, error.CorrelationId));
        Assert.Contains("broke before the whole answer", error.Message, StringComparison.Ordinal);
        Assert.IsType(failure, error.InnerException);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_told_by_its_path()
    {
        ApiException error = await FailAsync(_ => MadeAnswer.Of(202, new string('x', (2 << 20) + 1), headers: ("ININ-Correlation-Id", "c-1")));
        Assert.Equal(("ResponseTooLarge", "c-1", HttpStatusCode.Accepted, "/x", "The answer is larger than 2 MB."), (error.ErrorId, error.CorrelationId, error.Status, error.Target, error.Message));
        Assert.Equal((false, false), (error.IsTransient, error.WasRefused));
        Assert.Contains("smaller page", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("c-1", "c-1")]
    [InlineData("c\t-1", "c -1")]
    public void A_correlation_id_is_printable(string header, string? expected)
    {
        using HttpResponseMessage answer = new();
        Assert.True(answer.Headers.TryAddWithoutValidation("ININ-Correlation-Id", header));
        Assert.Equal(expected, HttpTransport.ReadCorrelationId(answer.Headers));
    }

    [Fact]
    public void Correlation_ids_are_short_and_may_be_several()
    {
        using HttpResponseMessage answer = new();
        Assert.Null(HttpTransport.ReadCorrelationId(answer.Headers));
        answer.Headers.TryAddWithoutValidation("ININ-Correlation-Id", ["c-1", "c-2"]);
        Assert.Equal("c-1,c-2", HttpTransport.ReadCorrelationId(answer.Headers));
        answer.Headers.Remove("ININ-Correlation-Id");
        answer.Headers.TryAddWithoutValidation("ININ-Correlation-Id", new string('c', 65));
        Assert.Equal(new string('c', 64) + "…", HttpTransport.ReadCorrelationId(answer.Headers));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(500, false)]
    public async Task Success_is_2xx(int status, bool isSuccess)
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(status);
        Assert.Equal(isSuccess, answer.IsSuccess);
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("application/XHTML+xml", true)]
    [InlineData("application/json", false)]
    public async Task A_web_page_is_known_by_its_type(string mediaType, bool isHtml)
    {
        using ReceivedAnswer answer = await MadeAnswer.ReceiveAsync(200, "x", mediaType);
        Assert.Equal((isHtml, false), (answer.IsHtml, (answer with { MediaType = null }).IsHtml));
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException), "Cancelled")]
    [InlineData(typeof(InvalidOperationException), "UnexpectedError")]
    public async Task A_traced_exchange_says_how_it_ended_and_how_long_it_took(Type failure, string expected)
    {
        using TempFolder folder = new();
        ManualTimeProvider time = new();
        HttpTransport transport = new(new AnsweringHandler(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1234.56));
            throw (Exception)Activator.CreateInstance(failure)!;
        }), 100, new ExchangeTrace(folder.File("trace")), time);
        await Assert.ThrowsAsync(failure, () => SendAsync(transport));
        Assert.Equal(
            $$"""{"timestamp":"2026-11-02T09:00:00.000Z","method":"GET","host":"api.example.com:8443","path":"/x","milliseconds":1234.6,"error":"{{expected}}"}""" + "\n",
            await File.ReadAllTextAsync(folder.File("trace"), Stop));
        Assert.Null(transport.TakeTraceTrouble());
    }

    [Fact]
    public async Task A_traced_exchange_has_the_correlation_id_of_what_broke()
    {
        using TempFolder folder = new();
        HttpTransport transport = new(
            new AnsweringHandler(_ => MadeAnswer.Of(200, new string('x', 101), headers: ("ININ-Correlation-Id", "c-1"))), 100, new ExchangeTrace(folder.File("trace")), new ManualTimeProvider());
        await Assert.ThrowsAsync<ApiException>(() => SendAsync(transport));
        string line = await File.ReadAllTextAsync(folder.File("trace"), Stop);
        Assert.Contains("\"milliseconds\":0,\"correlationId\":\"c-1\",\"error\":\"ResponseTooLarge\"", line, StringComparison.Ordinal);
    }

    private static Task<ReceivedAnswer> ExchangeAsync(Func<HttpRequestMessage, HttpResponseMessage> answer) => SendAsync(new HttpTransport(new AnsweringHandler(answer), 2 << 20));

    private static Task<ApiException> FailAsync(Func<HttpRequestMessage, HttpResponseMessage> answer) => Assert.ThrowsAsync<ApiException>(() => ExchangeAsync(answer));

    private static async Task<ReceivedAnswer> SendAsync(HttpTransport transport)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.example.com:8443/x?secret=y");
        return await transport.SendAsync(request, Stop);
    }

    private sealed class BrokenContent(Exception failure) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => throw failure;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw failure;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
