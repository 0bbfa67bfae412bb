using System.Net;
using System.Net.Http.Headers;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>The real sender over a handler that answers at once, without a network.</summary>
internal sealed class CannedApi : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly Func<HttpRequestMessage, byte[]?> _fixed;
    private HttpResponseMessage? _next;
    private byte[] _body = [];

    /// <param name="fixedAnswers">The answer to a request that the input is not meant for; null where it is.</param>
    public CannedApi(Func<HttpRequestMessage, byte[]?>? fixedAnswers = null)
    {
        _fixed = fixedAnswers ?? (static _ => null);
        Sender = CreateSender();
    }

    public RequestSender Sender { get; private set; }

    /// <summary>Does some work while every request is answered with this body.</summary>
    public T Answer<T>(byte[] body, Func<RequestSender, Task<T>> work)
    {
        _body = body;
        return work(Sender).GetAwaiter().GetResult();
    }

    /// <summary>Sends one request that is answered so; what the answer said of waiting is forgotten before.</summary>
    public T Answer<T>(HttpResponseMessage answer, Func<RequestSender, Task<T>> work)
    {
        Sender = CreateSender();
        _next = answer;
        return work(Sender).GetAwaiter().GetResult();
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_next is { } next)
        {
            return Task.FromResult(next);
        }

        ByteArrayContent content = new(_fixed(request) ?? _body);
        content.Headers.ContentType = s_json;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private RequestSender CreateSender()
    {
        SessionOptions options = new() { MaximumRetryCount = 0, RequestsPerMinute = 0, ThrottleLimit = 1 };
        RequestBudget budget = new(TimeProvider.System, TimeSpan.FromMinutes(1));
        return new RequestSender(
            new Uri("http://127.0.0.1/"), new HttpTransport(this, options.MaximumResponseBytes), new FixedTokenProvider(new AccessToken("token")), budget, options);
    }
}
