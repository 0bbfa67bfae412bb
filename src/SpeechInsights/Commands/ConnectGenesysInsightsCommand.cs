using System.Management.Automation;
using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Connections;
using SpeechInsights.Declarations;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Commands;

/// <summary>Connects to a contact centre; the session becomes the runspace's current one.</summary>
[Cmdlet(VerbsCommunications.Connect, "GenesysInsights", DefaultParameterSetName = EnvironmentSet)]
[OutputType(typeof(InsightsSession))]
[SendsRequests]
public sealed class ConnectGenesysInsightsCommand : InsightsCommand
{
    private const string EnvironmentSet = "Environment";
    private const string CredentialSet = "Credential";
    private const string SecretSet = "ClientSecret";
    private const string TokenSet = "AccessToken";
    private const string NameSet = "Name";
    private const string InteractiveSet = "Interactive";

    private static readonly SessionOptions s_defaults = new();

    /// <summary>A connection that Register-InsightsConnection keeps.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Name { get; set; } = null!;

    /// <summary>The OAuth client's id as user name, its secret as password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential Credential { get; set; } = null!;

    /// <summary>The OAuth client's id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    public string ClientId { get; set; } = null!;

    /// <summary>The OAuth client's secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    public SecureString ClientSecret { get; set; } = null!;

    /// <summary>A token that was got elsewhere; it is never renewed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    public SecureString AccessToken { get; set; } = null!;

    /// <summary>Log in with a browser, as a user of Genesys Cloud.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Where the browser is sent back to, exactly as the OAuth client has it: http to this machine.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    public Uri RedirectUri { get; set; } = InteractiveLogin.DefaultRedirectUri;

    /// <summary>How long the login may take, in seconds.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = NameSet)]
    [Bounds(1, InteractiveLogin.MaximumSeconds)]
    public int LoginTimeoutSec { get; set; } = InteractiveLogin.DefaultSeconds;

    /// <summary>Print the address to log in at and open no browser.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = NameSet)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>The region of Genesys Cloud, by name or domain; by default GENESYSCLOUD_REGION, then us-east-1.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The API's address, in place of a region.</summary>
    [Parameter]
    public Uri? BaseUri { get; set; }

    /// <summary>The address that gives tokens, where it is not the usual one.</summary>
    [Parameter]
    public Uri? LoginUri { get; set; }

    /// <summary>The contract to speak; by default Summary with -BaseUri, Platform otherwise.</summary>
    [Parameter]
    public ApiProfile ApiProfile { get; set; }

    /// <summary>Where runs are recorded; by default SPEECHINSIGHTS_AUDIT_PATH, then a file under local application data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuditPath { get; set; }

    /// <summary>A key that makes the trail's hashes ones that nobody else can make.</summary>
    [Parameter]
    public SecureString? AuditKey { get; set; }

    /// <summary>Ask nothing of the server without a line in the trail; by default that holds for what changes something.</summary>
    [Parameter]
    public SwitchParameter RequireAudit { get; set; }

    /// <summary>The proxy on the way, in place of the environment's or the system's.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Who asks the proxy, and their password.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>A file that each exchange with the server leaves a line in: no header, no query, no body.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    /// <summary>The most one attempt of a request may take, in seconds.</summary>
    [Parameter]
    [Bounds(1, SessionOptions.MaximumTimeoutSeconds)]
    public int TimeoutSec { get; set; } = (int)s_defaults.Timeout.TotalSeconds;

    /// <summary>Repeats after a request's first attempt.</summary>
    [Parameter]
    [Bounds(0, SessionOptions.MaximumRetries)]
    public int MaximumRetryCount { get; set; } = s_defaults.MaximumRetryCount;

    /// <summary>Requests under way at once.</summary>
    [Parameter]
    [Bounds(1, SessionOptions.MaximumThrottleLimit)]
    public int ThrottleLimit { get; set; } = s_defaults.ThrottleLimit;

    /// <summary>Requests a minute; 0 sends without a budget.</summary>
    [Parameter]
    [Bounds(0, SessionOptions.MaximumRequestsPerMinute)]
    public int RequestsPerMinute { get; set; } = s_defaults.RequestsPerMinute;

    // Here and not at the end: an empty pipeline, or one that brings what nothing can be made of, connects nothing.
    private protected override void Process()
    {
        InsightsConnection? named = ParameterSetName == NameSet ? FindNamed() : null;
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(
            Region ?? named?.Region, BaseUri ?? named?.BaseUri, LoginUri ?? named?.LoginUri, IsBound(nameof(ApiProfile)) ? ApiProfile : named?.ApiProfile));
        AuditFile audit = new(FileSystemPath.Resolve(this, AuditPath ?? named?.AuditPath ?? AuditLocation.Default()), AuditHasher.FromKey(AuditKey));
        SessionOptions options = new()
        {
            Proxy = ReadProxy(named?.Proxy),
            Trace = TracePath is null ? null : new ExchangeTrace(FileSystemPath.Resolve(this, TracePath)),
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
            ThrottleLimit = ThrottleLimit,
            RequestsPerMinute = RequestsPerMinute,
            RequireAudit = RequireAudit,
        };
        PipelineSink? shown = null;
        void Show(Uri address) => shown!.WriteNotice(WebBrowser.Invite(address, open: !NoBrowser));
        SessionCredential credential = named switch
        {
            { IsInteractive: true } => ReadLogin(named.ClientId, named.RedirectUri, Show),
            not null => NamedCredential.Find(this, named),
            null => Interactive ? ReadLogin(ClientId, RedirectUri, Show) : ReadCredential(),
        };
        InsightsSession? session = null;
        Pump(async (sink, token) =>
        {
            shown = sink;
            sink.Progress.Unit = "";
            session = await SessionFactory.ConnectAsync(target, credential, audit, options, new RunContext(sink), token).ConfigureAwait(false);
        });
        ModuleState.ForRunspace().Add(session!);
        Emit(session!);
    }

    private InsightsConnection FindNamed()
    {
        string[] places = [nameof(Region), nameof(BaseUri), nameof(LoginUri), nameof(ApiProfile)];
        return Array.Find(places, IsBound) is { } given
            ? throw new InsightsException(InsightsError.ConflictingParameter, $"The connection says where it leads, and so does -{given}.", $"Leave -{given} out, or register another connection.", given)
            : StoredConnections.Open(this).Find(Name);
    }

    private GivenProxy? ReadProxy(Uri? named) => (Proxy ?? named, ProxyCredential) switch
    {
        ({ } address, null) => new GivenProxy(address),
        ({ } address, { } who) => new GivenProxy(address, who.UserName, who.Password),
        (null, null) => null,
        _ => throw new InsightsException(InsightsError.ConflictingParameter, "-ProxyCredential goes with -Proxy.", "Give -Proxy too.", nameof(ProxyCredential)),
    };

    private SessionCredential ReadLogin(string? clientId, Uri? redirectUri, Action<Uri> show)
    {
        if (LoginTimeoutSec is < 1 or > InteractiveLogin.MaximumSeconds)
        {
            throw new InsightsException(
                InsightsError.LimitOutOfRange, $"-LoginTimeoutSec {LoginTimeoutSec} is not from 1 to {InteractiveLogin.MaximumSeconds}.", "Leave it out to take the default.", nameof(LoginTimeoutSec));
        }

        return SessionCredential.FromLogin(
            clientId, new InteractiveLogin(InteractiveLogin.CheckRedirect(redirectUri), TimeSpan.FromSeconds(LoginTimeoutSec), show, s_defaults.Time));
    }

    private SessionCredential ReadCredential() => ParameterSetName switch
    {
        CredentialSet => SessionCredential.FromClient(Credential.UserName, Credential.Password),
        SecretSet => SessionCredential.FromClient(ClientId, ClientSecret),
        TokenSet => SessionCredential.FromToken(AccessToken),
        _ => SessionCredential.FromEnvironment(),
    };
}
