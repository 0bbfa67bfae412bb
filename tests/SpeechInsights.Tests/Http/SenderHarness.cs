using System.Text;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>The real sender over a network that answers as a test says, on a clock that stands still.</summary>
internal sealed class SenderHarness : ITokenProvider
{
    public const string Path = "/api/v2/things";

    private readonly AccessToken _token;
    private readonly List<HttpRequestMessage> _sent = [];
    private readonly List<string> _bodies = [];

    // Time is moved from wait to wait: an attempt that is to be answered must not run out of it.
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    /// <param name="timeout">How long an attempt may take; null for longer than any wait.</param>
    public SenderHarness(SessionOptions? options = null, string address = "https://api.example.com/", string token = "a-token-of-the-sender", TimeSpan? timeout = null)
    {
        SessionOptions given = (options ?? new SessionOptions { MaximumRetryCount = 0 }) with { Timeout = timeout ?? s_patience };
        _token = new AccessToken(token);
        Budget = new RequestBudget(Time, TimeSpan.FromMinutes(1));
        Network = new AnsweringHandler(async (request, stop) =>
        {
            _sent.Add(request);
            _bodies.Add(request.Content is { } content ? await content.ReadAsStringAsync(stop) : "");
            return await Answer(request, stop);
        });
        Sender = new RequestSender(
            new Uri(address), new HttpTransport(Network, given.MaximumResponseBytes, given.Trace, Time), this, Budget, given with { Time = Time, Random = given.Random ?? (static () => 0) });
        Run = new RunContext(Trace);
    }

    public ManualTimeProvider Time { get; } = new();

    public RequestBudget Budget { get; }

    public AnsweringHandler Network { get; }

    public RequestSender Sender { get; }

    public RecordingTrace Trace { get; } = new();

    public RunContext Run { get; }

    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = static (_, _) => Task.FromResult(MadeAnswer.Of(200, "{}"));

    public IReadOnlyList<HttpRequestMessage> Sent => _sent;

    public IReadOnlyList<string> Bodies => _bodies;

    /// <summary>The tokens that were refused.</summary>
    public List<AccessToken> Rejected { get; } = [];

    public AccessToken? Renewed { get; init; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static ApiRequest Get(string path = Path) => new(HttpMethod.Get, path);

    public static async Task<HttpResponseMessage> Never(HttpRequestMessage request, CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return MadeAnswer.Of(500);
    }

    /// <summary>Answers one request after the other so, and all that follow as the last.</summary>
    public void AnswerBy(params Func<HttpResponseMessage>[] answers) =>
        Answer = (_, _) => Task.FromResult(answers[Math.Min(_sent.Count, answers.Length) - 1]());

    public Task<string> SendAsync(ApiRequest? request = null, CancellationToken? stop = null) =>
        Sender.SendAsync(request ?? Get(), static body => Encoding.UTF8.GetString(body), Run, stop ?? Stop);

    /// <summary>Moves the clock over the waits of what is sent.</summary>
    public Task<T> PassAsync<T>(Task<T> sending) => Time.PassAsync(sending, static wait => wait < s_patience / 2, Stop);

    public Task<ApiException> FailAsync(ApiRequest? request = null) => Assert.ThrowsAsync<ApiException>(() => PassAsync(SendAsync(request)));

    public ValueTask<AccessToken> GetAsync(RunContext run, CancellationToken cancellationToken) => ValueTask.FromResult(Rejected.Count > 0 && Renewed is not null ? Renewed : _token);

    public bool Reject(AccessToken token)
    {
        Rejected.Add(token);
        return Renewed is not null;
    }

    public void Dispose()
    {
    }
}
