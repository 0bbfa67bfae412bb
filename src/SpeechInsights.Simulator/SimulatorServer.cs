using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SpeechInsights.Simulator.Control;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Simulator.Summary;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator;

/// <summary>A stand-in for the service on 127.0.0.1. Any number of them may run in one process.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private const long MaxRequestBytes = 8 * 1024 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;
    private readonly SummaryProfile _profile;
    private readonly RequestPipeline _pipeline;
    private readonly ControlEndpoints _control;
    private int _isDisposed;

    private SimulatorServer(SimulatorOptions options)
    {
        Options = options;
        World = options.World ?? new SyntheticWorld(options.Interactions, options.Seed, options.Until, options.Days);
        ClientSecret = options.ClientSecret ?? RandomNumberGenerator.GetHexString(40, lowercase: true);
        Tokens = new TokenStore(options.Time, options.TokenLifetime);
        Requests = new RequestHistory(options.Time);
        Dictionary<string, string> clients = new(options.MoreClients, StringComparer.Ordinal) { [ClientId] = ClientSecret };
        _profile = new SummaryProfile(options, World, Tokens, clients, Webhooks);
        Faults.Cleared += _profile.ResetDrift;
        RateLimiter limiter = new(options.Time, options.RateLimit, options.RateWindow);
        ApiGate gate = new(Tokens, limiter, options.DeniedScopes, options.RateHeaders);
        Platform = new PlatformProfile(options, World, Tokens, clients);
        CoachingSecret = options.CoachingSecret ?? "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        ReceivingProfile profile = new(ProfileOf(options), new ReceiverEndpoint(Deliveries, CoachingSecret, options.Time));
        _pipeline = new RequestPipeline(gate, profile, Faults, Requests, Counters, options, _stopping.Token);
        _control = new ControlEndpoints(this);
        _application = BuildApplication();
    }

    public SimulatorOptions Options { get; }

    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public string ClientId => Options.ClientId;

    public string ClientSecret { get; }

    /// <summary>What deliveries to <see cref="ReceiverEndpoint.Path"/> are signed with.</summary>
    public string CoachingSecret { get; }

    /// <summary>What came there.</summary>
    public DeliveryStore Deliveries { get; } = new();

    public SyntheticWorld World { get; }

    public FaultBook Faults { get; } = new();

    public RequestHistory Requests { get; }

    public TokenStore Tokens { get; }

    public WebhookStore Webhooks { get; } = new();

    public RequestCounters Counters { get; } = new();

    /// <summary>The Platform profile's own side: its truth, its triggers and jobs.</summary>
    public PlatformProfile Platform { get; }

    /// <summary>How often rows had to be searched for rather than taken from the cache.</summary>
    public int RowSearches => _profile.Rows.Searches;

    public static async Task<SimulatorServer> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        SimulatorServer server = new(options ?? new SimulatorOptions());
        try
        {
            await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
            server.BaseAddress = new Uri(server._application.Urls.Single());
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private IApiProfile ProfileOf(SimulatorOptions options) => options.Profile switch
    {
        ServedProfile.Summary => _profile,
        ServedProfile.Platform => Platform,
        _ => new JoinedProfile(_profile, Platform, "/oauth/token", PlatformProfile.IsTokenRequest),
    };

    private WebApplication BuildApplication()
    {
        // The empty builder brings no logging, no configuration files and no middleware.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(ConfigureKestrel);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        WebApplication application = builder.Build();
        application.Run(context => context.Request.Path.Value?.StartsWith(ControlEndpoints.Prefix, StringComparison.Ordinal) == true
            ? _control.HandleAsync(context)
            : _pipeline.HandleAsync(context));
        return application;
    }

    private void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, Options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
