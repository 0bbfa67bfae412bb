using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Tests.Engine;

/// <summary>The real sender over a handler that answers as a test says, without a network, and keeps what it was asked.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private static readonly Uri s_address = new("http://127.0.0.1/");

    private readonly Dictionary<string, Queue<string>> _answers = [];
    private readonly List<(string Line, string Body)> _requests = [];
    private readonly FixedTokenProvider _tokens = new(new AccessToken("token"));

    /// <param name="answers">A method, a path and a query where it matters; then the JSON, with a status other than 200 before it. The last answer of a request is given again.</param>
    public ScriptedServer(params (string Request, string Answer)[] answers)
    {
        foreach ((string request, string answer) in answers)
        {
            if (!_answers.TryGetValue(request, out Queue<string>? queue))
            {
                _answers.Add(request, queue = new Queue<string>());
            }

            queue.Enqueue(answer);
        }

        SessionOptions options = new() { MaximumRetryCount = 0, RequestsPerMinute = 0, ThrottleLimit = 1 };
        Sender = new RequestSender(s_address, new HttpTransport(this, options.MaximumResponseBytes), _tokens, new RequestBudget(TimeProvider.System, TimeSpan.FromMinutes(1)), options);
        Run = new RunContext(Trace);
    }

    public RequestSender Sender { get; }

    public RecordingTrace Trace { get; } = new();

    public RunContext Run { get; }

    /// <summary>The requests: method, path and query.</summary>
    public IReadOnlyList<string> Lines => [.. _requests.Select(static request => request.Line)];

    /// <summary>The bodies, empty where there was none.</summary>
    public IReadOnlyList<string> Bodies => [.. _requests.Select(static request => request.Body)];

    public PlatformApi Platform(TimeProvider? time = null) => new(s_address, Sender, _tokens, time ?? TimeProvider.System);

    public SummaryApi Summary() => new(Sender, _tokens);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string line = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_requests)
        {
            _requests.Add((line, body));
            string answer = _answers.TryGetValue(line, out Queue<string>? queue) || _answers.TryGetValue(line.Split('?')[0], out queue)
                ? queue.Count > 1 ? queue.Dequeue() : queue.Peek()
                : "404 {}";
            bool hasStatus = answer.Length > 2 && char.IsAsciiDigit(answer[0]) && char.IsAsciiDigit(answer[2]);
            int status = hasStatus ? int.Parse(answer[..3], CultureInfo.InvariantCulture) : 200;
            ByteArrayContent content = new(Encoding.UTF8.GetBytes(hasStatus ? answer[3..].TrimStart() : answer));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        }
    }
}
