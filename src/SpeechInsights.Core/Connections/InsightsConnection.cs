namespace SpeechInsights;

/// <summary>Where an organisation is and which client asks there, by a name. It holds no secret, only the name of one.</summary>
public sealed class InsightsConnection
{
    internal InsightsConnection()
    {
    }

    /// <summary>The name; Connect-GenesysInsights takes it.</summary>
    public required string Name { get; init; }

    /// <summary>The region of Genesys Cloud, or null.</summary>
    public string? Region { get; init; }

    /// <summary>The API's address in place of a region, or null.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The address that gives tokens where it is not the usual one, or null.</summary>
    public Uri? LoginUri { get; init; }

    /// <summary>The contract that is spoken; null takes the usual one.</summary>
    public ApiProfile? ApiProfile { get; init; }

    /// <summary>The OAuth client's id; null where it comes with the secret.</summary>
    public string? ClientId { get; init; }

    /// <summary>The name of the secret in the vaults of SecretManagement; null where it comes from the environment.</summary>
    public string? SecretName { get; init; }

    /// <summary>Whether a person logs in with a browser, in place of a secret.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Where the browser is sent back to after a login; null takes the usual address.</summary>
    public Uri? RedirectUri { get; init; }

    /// <summary>The proxy on the way; null takes the environment's or the system's. Its password is not kept.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Where runs are recorded; null takes the usual place.</summary>
    public string? AuditPath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
