namespace SpeechInsights.Sessions;

/// <summary>The regions of Genesys Cloud, by name and by domain.</summary>
internal sealed record GenesysRegion(string Name, string Domain)
{
    public const string Variable = "GENESYSCLOUD_REGION";
    public const string DefaultName = "us-east-1";

    /// <summary>All of them, as the platform's own SDKs list them.</summary>
    public static readonly IReadOnlyList<GenesysRegion> All =
    [
        new("us-east-1", "mypurecloud.com"),
        new("us-east-2", "use2.us-gov-pure.cloud"),
        new("us-west-2", "usw2.pure.cloud"),
        new("ca-central-1", "cac1.pure.cloud"),
        new("mx-central-1", "mxc1.pure.cloud"),
        new("sa-east-1", "sae1.pure.cloud"),
        new("eu-west-1", "mypurecloud.ie"),
        new("eu-west-2", "euw2.pure.cloud"),
        new("eu-central-1", "mypurecloud.de"),
        new("eu-central-2", "euc2.pure.cloud"),
        new("eusc-de-east-1", "edee1.eusc-pure.cloud"),
        new("me-central-1", "mec1.pure.cloud"),
        new("ap-south-1", "aps1.pure.cloud"),
        new("ap-northeast-1", "mypurecloud.jp"),
        new("ap-northeast-2", "apne2.pure.cloud"),
        new("ap-northeast-3", "apne3.pure.cloud"),
        new("ap-southeast-1", "apse1.pure.cloud"),
        new("ap-southeast-2", "mypurecloud.com.au"),
    ];

    public Uri ApiUri => new($"https://api.{Domain}");

    public Uri LoginUri => new($"https://login.{Domain}");

    /// <summary>Finds a region by name (also with underscores, as SDKs write it), domain or API address.</summary>
    /// <exception cref="InsightsException">UnknownRegion.</exception>
    public static GenesysRegion Find(string text)
    {
        string wanted = text.Trim();
        if (Http.AddressText.Read(wanted) is { } uri && uri.Scheme == Uri.UriSchemeHttps)
        {
            wanted = uri.Host;
        }

        wanted = wanted.Replace('_', '-');
        foreach (string prefix in (string[])["api.", "login.", "apps."])
        {
            wanted = wanted.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? wanted[prefix.Length..] : wanted;
        }

        return All.FirstOrDefault(region =>
                region.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || region.Domain.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new InsightsException(
                InsightsError.UnknownRegion,
                $"'{Http.DisplayText.Clean(text, 60)}' is no region of Genesys Cloud.",
                $"Known regions: {string.Join(", ", All.Select(static region => region.Name))}; or give -BaseUri.",
                "Region");
    }
}
