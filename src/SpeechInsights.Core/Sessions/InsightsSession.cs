using SpeechInsights.Api;
using SpeechInsights.Auditing;
using SpeechInsights.Models;
using SpeechInsights.Sessions;

namespace SpeechInsights;

/// <summary>A connection to a contact centre. It holds no secret that can be read.</summary>
public sealed class InsightsSession
{
    private int _isClosed;
    private int _toldAuditFailure;

    internal InsightsSession(ConnectionTarget target, string? clientId, ISpeechInsightsApi api, AuditFile audit, SessionOptions options)
    {
        BaseUri = target.BaseUri;
        LoginUri = target.LoginUri;
        Profile = target.Profile;
        Region = target.Region;
        ClientId = clientId;
        Api = api;
        Audit = audit;
        Options = options;
        Connected = options.Time.GetUtcNow();
        Gate = new ModelGate(api, options.Time);
    }

    /// <summary>The session's own id, which its audit entries carry.</summary>
    public Guid SessionId { get; } = Guid.NewGuid();

    /// <summary>The API's address.</summary>
    public Uri BaseUri { get; }

    /// <summary>The address that gives tokens.</summary>
    public Uri LoginUri { get; }

    /// <summary>The contract that is spoken.</summary>
    public ApiProfile Profile { get; }

    /// <summary>The region; null where an address was given.</summary>
    public string? Region { get; }

    /// <summary>The organisation; null where the profile does not tell.</summary>
    public string? Organization => Identity?.Name;

    /// <summary>The OAuth client; null where an access token was given.</summary>
    public string? ClientId { get; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset Connected { get; }

    /// <summary>Whether it can still be used.</summary>
    public bool IsOpen => Volatile.Read(ref _isClosed) == 0;

    /// <summary>Where its runs are recorded.</summary>
    public string AuditPath => Audit.Path;

    /// <summary>Whether nothing is asked of the server without a line in the trail.</summary>
    public bool RequireAudit => Options.RequireAudit;

    /// <summary>The proxy that it was given; null where the environment or the system names one, or there is none.</summary>
    public Uri? Proxy => Options.Proxy?.Address;

    /// <summary>Where each exchange with the server leaves a line; null where nothing is traced.</summary>
    public string? TracePath => Options.Trace?.Path;

    /// <summary>The most one attempt of a request may take.</summary>
    public TimeSpan Timeout => Options.Timeout;

    /// <summary>Repeats after a request's first attempt.</summary>
    public int MaximumRetryCount => Options.MaximumRetryCount;

    /// <summary>Requests under way at once.</summary>
    public int ThrottleLimit => Options.ThrottleLimit;

    /// <summary>Requests a minute; 0 for no budget.</summary>
    public int RequestsPerMinute => Options.RequestsPerMinute;

    /// <summary>Requests that the server still allows in its window, with what other clients of the same token sent; null where it does not tell.</summary>
    public int? RequestsLeft => Api.RequestsLeft;

    /// <summary>Whose data it reads; null where the profile does not tell.</summary>
    internal OrganizationIdentity? Identity { get; set; }

    internal ISpeechInsightsApi Api { get; }

    internal AuditFile Audit { get; }

    internal SessionOptions Options { get; }

    internal ModelGate Gate { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{ClientId ?? "access token"} at {BaseUri.Authority}";

    /// <summary>Ends the session: what is under way fails with SessionClosed, and the secret is wiped.</summary>
    internal void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Api.Dispose();
            Options.Proxy?.Dispose();
        }
    }

    internal InsightsSession EnsureOpen() => IsOpen ? this : throw SessionErrors.Closed(SessionId);

    /// <summary>Whether this is the first time that the trail could not be written.</summary>
    internal bool TellAuditFailureOnce() => Interlocked.Exchange(ref _toldAuditFailure, 1) == 0;
}
