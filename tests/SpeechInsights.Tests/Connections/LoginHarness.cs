using System.Net;
using System.Net.Sockets;
using System.Web;
using SpeechInsights.Auditing;
using SpeechInsights.Connections;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Files;

namespace SpeechInsights.Tests.Connections;

/// <summary>A login under way: a session that waits for its answer, and a browser that may bring one.</summary>
internal sealed class LoginHarness : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource<Uri> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(EngineHarness.Token);

    private LoginHarness(SimulatorServer server, Uri redirect)
    {
        Server = server;
        Redirect = redirect;
    }

    public SimulatorServer Server { get; }

    public Uri Redirect { get; }

    public RecordingTrace Trace { get; } = new();

    public HttpClient Browser { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = true });

    /// <summary>A browser that shows where it is sent and does not go there.</summary>
    public HttpClient Slow { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>What connecting comes to.</summary>
    public Task<InsightsSession> Connecting { get; private set; } = null!;

    /// <summary>The address that the person is shown; where nobody is shown one, what connecting came to.</summary>
    public Task<Uri> Shown => ShownAsync();

    public string AuditText => File.ReadAllText(Path.Combine(_folder.Path, "audit.jsonl"));

    public static async Task<LoginHarness> StartAsync(SimulatorOptions? options = null, TimeProvider? time = null, string clientId = "login-client", ApiProfile profile = ApiProfile.Platform)
    {
        Uri redirect = new($"http://127.0.0.1:{FreePort()}/callback");
        SimulatorServer server = await SimulatorServer.StartAsync(
            (options ?? new SimulatorOptions { Interactions = 10 }) with { Profile = ServedProfile.Platform, LoginRedirects = [redirect.OriginalString] });
        LoginHarness harness = new(server, redirect);
        InteractiveLogin login = new(redirect, TimeSpan.FromMinutes(5), address => harness._shown.TrySetResult(address), time ?? TimeProvider.System);
        harness.Connecting = SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: server.BaseAddress, Profile: profile)),
            SessionCredential.FromLogin(clientId, login),
            new AuditFile(Path.Combine(harness._folder.Path, "audit.jsonl"), AuditHasher.Plain),
            new SessionOptions { RequestsPerMinute = 0, Time = time ?? TimeProvider.System, MaximumRetryCount = 0 },
            new RunContext(harness.Trace),
            harness._stop.Token);
        return harness;
    }

    public void Stop() => _stop.Cancel();

    /// <summary>Where the server sends the browser with its answer.</summary>
    public async Task<Uri> AnswerAsync()
    {
        using HttpResponseMessage answer = await Slow.GetAsync(await Shown, EngineHarness.Token);
        return answer.Headers.Location!;
    }

    /// <summary>The same address with a value of its query replaced; null leaves it out.</summary>
    public static Uri With(Uri uri, string name, string? value)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(uri.Query);
        query.Remove(name);
        if (value is not null)
        {
            query.Add(name, value);
        }

        return new UriBuilder(uri) { Query = query.ToString() }.Uri;
    }

    public static string? Value(Uri uri, string name) => HttpUtility.ParseQueryString(uri.Query)[name];

    private async Task<Uri> ShownAsync()
    {
        if (await Task.WhenAny(_shown.Task, Connecting) == Connecting && !_shown.Task.IsCompleted)
        {
            await Connecting;
        }

        return await _shown.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            (await Connecting).Close();
        }
        catch (Exception e) when (e is InsightsException or OperationCanceledException)
        {
            // The test has looked at it.
        }

        Browser.Dispose();
        Slow.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    /// <summary>A port that nobody listens at, below those that the system gives to connections: none of the other tests' comes in between.</summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, Random.Shared.Next(10_000, 30_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; another one.
            }
        }
    }
}
