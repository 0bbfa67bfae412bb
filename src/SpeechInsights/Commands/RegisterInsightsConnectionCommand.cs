using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Connections;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights.Commands;

/// <summary>Keeps where an organisation is and which client asks there, by a name. No secret is kept.</summary>
[Cmdlet(VerbsLifecycle.Register, "InsightsConnection", SupportsShouldProcess = true)]
[OutputType(typeof(InsightsConnection))]
public sealed class RegisterInsightsConnectionCommand : InsightsCommand
{
    private const int LongestName = 64;

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Name { get; set; } = null!;

    /// <summary>The region of Genesys Cloud, by name or domain.</summary>
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

    /// <summary>The OAuth client's id; it may also come with the secret.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>The name under which a vault of SecretManagement has the secret, or the pair of id and secret.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>Log in with a browser when connecting, in place of a secret; it needs -ClientId.</summary>
    [Parameter]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Where the browser is sent back to, exactly as the OAuth client has it: http to this machine.</summary>
    [Parameter]
    public Uri? RedirectUri { get; set; }

    /// <summary>The proxy on the way. Its password is not kept: -ProxyCredential of Connect-GenesysInsights gives it.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Where runs are recorded; by default the usual place.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuditPath { get; set; }

    /// <summary>Replace one of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        QueryValidation.CheckIdentifier(Name, "-Name");
        if (Name.Length > LongestName || Name.Any(char.IsControl) || WildcardPattern.ContainsWildcardCharacters(Name))
        {
            throw new InsightsException(InsightsError.InvalidName, $"-Name is longer than {LongestName} characters or holds a wildcard.", "Give a short plain name, such as prod.", nameof(Name));
        }

        CheckLogin();
        ApiProfile? profile = IsBound(nameof(ApiProfile)) ? ApiProfile : null;
        string? region = ConnectionTarget.Resolve(new ConnectionInput(Region, BaseUri, LoginUri, profile)).Region;
        InsightsConnection made = new()
        {
            Name = Name,
            Region = region,
            BaseUri = BaseUri,
            LoginUri = LoginUri,
            ApiProfile = profile,
            ClientId = ClientId,
            SecretName = SecretName,
            IsInteractive = Interactive,
            RedirectUri = RedirectUri,
            Proxy = Proxy is null ? null : GivenProxy.Check(Proxy),
            AuditPath = AuditPath is null ? null : FileSystemPath.Resolve(this, AuditPath),
        };
        ConnectionStore store = StoredConnections.Open(this);
        if (!Force && store.Read().Any(one => ConnectionStore.Same(one.Name, Name)))
        {
            throw new InsightsException(InsightsError.ConnectionExists, $"There is a connection named '{Name}'.", "Use -Force to replace it, or give another -Name.", Name);
        }

        if (ShouldProcess($"'{Name}' at {BaseUri?.Authority ?? region}", "Register connection"))
        {
            store.Change(all =>
            {
                all.RemoveAll(one => ConnectionStore.Same(one.Name, Name));
                all.Add(made);
            });
            Emit(made);
        }
    }

    private void CheckLogin()
    {
        string? conflict = Interactive && SecretName is not null ? "-Interactive and -SecretName are two ways to prove who asks."
            : Interactive && ClientId is null ? "-Interactive needs -ClientId: the client that people log in with."
            : !Interactive && RedirectUri is not null ? "-RedirectUri goes with -Interactive."
            : null;
        if (conflict is not null)
        {
            throw new InsightsException(InsightsError.ConflictingParameter, conflict, "Give one way, whole.", nameof(Interactive));
        }

        if (Interactive)
        {
            InteractiveLogin.CheckRedirect(RedirectUri);
        }
    }
}
