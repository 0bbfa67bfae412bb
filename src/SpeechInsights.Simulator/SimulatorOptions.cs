using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator;

/// <summary>Everything that can be set about a simulator.</summary>
internal sealed record SimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    public int Interactions { get; init; } = 5_000;

    public int Seed { get; init; } = 7;

    /// <summary>How many days have data.</summary>
    public int Days { get; init; } = SyntheticWorld.DefaultDays;

    /// <summary>The data end at the last UTC midnight up to here. Fixed, so that runs repeat.</summary>
    public DateTimeOffset Until { get; init; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public string ClientId { get; init; } = "demo-client";

    /// <summary>The default client's secret; null has one made.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The secret of the receiver at /coaching/insights, whsec_ and Base64; null has one made.</summary>
    public string? CoachingSecret { get; init; }

    /// <summary>Further clients: id and secret.</summary>
    public IReadOnlyDictionary<string, string> MoreClients { get; init; } = new Dictionary<string, string>();

    /// <summary>Where a browser may be sent back to after a login, exactly.</summary>
    public IReadOnlyCollection<string> LoginRedirects { get; init; } = ["http://127.0.0.1:8477/callback"];

    /// <summary>Whether whoever logs in says no.</summary>
    public bool RefuseLogins { get; init; }

    /// <summary>Whether a login gives refresh tokens; each is good once.</summary>
    public bool RefreshTokens { get; init; } = true;

    /// <summary>The API that is spoken. Both accept a token request either way; alone, each is strict about it.</summary>
    public ServedProfile Profile { get; init; }

    /// <summary>Permissions that no client has, on the Platform profile.</summary>
    public IReadOnlyCollection<string> DeniedPermissions { get; init; } = [];

    /// <summary>How often an asynchronous query is found queued or pending before it ends.</summary>
    public int JobLooks { get; init; } = 2;

    /// <summary>How asynchronous queries end.</summary>
    public JobState JobEnding { get; init; }

    /// <summary>What a failed one says.</summary>
    public string JobError { get; init; } = "The query could not be completed.";

    /// <summary>The most entities on a page of the Platform profile's lists, whatever was asked for.</summary>
    public int ListPageCap { get; init; } = 500;

    /// <summary>True answers 202 and a reference to a new coaching appointment, in place of 201 and the appointment.</summary>
    public bool AppointmentsLater { get; init; }

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The status that a wrong pair gets; Genesys Cloud says 400, the Summary contract 401.</summary>
    public int InvalidClientStatus { get; init; } = 401;

    /// <summary>Scopes that no token has.</summary>
    public IReadOnlyCollection<string> DeniedScopes { get; init; } = [];

    /// <summary>False answers 405 to listing and deleting webhooks.</summary>
    public bool WebhookList { get; init; } = true;

    /// <summary>True answers 409 to a second webhook of the same name.</summary>
    public bool UniqueWebhookNames { get; init; }

    /// <summary>False leaves groupBy out of insight rows, as the Summary contract allows.</summary>
    public bool IncludeGroupBy { get; init; } = true;

    /// <summary>Requests per <see cref="RateWindow"/> and token; 0 is no limit.</summary>
    public int RateLimit { get; init; }

    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    public bool RateHeaders { get; init; }

    /// <summary>How long each API answer is held back.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The clock for token expiry, the rate limit and the log.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock for latency and waiting faults. Apart from the other, so that a test that moves time by hand does not
    /// have to move the server's waiting too.
    /// </summary>
    public TimeProvider DelayTime { get; init; } = TimeProvider.System;

    /// <summary>Data built before, in place of what the options above describe.</summary>
    public SyntheticWorld? World { get; init; }
}
