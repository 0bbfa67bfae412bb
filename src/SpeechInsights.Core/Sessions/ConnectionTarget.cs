namespace SpeechInsights.Sessions;

/// <summary>Where a session connects to, validated.</summary>
internal sealed record ConnectionTarget(ApiProfile Profile, Uri BaseUri, Uri LoginUri, string? Region)
{
    /// <summary>Works out the addresses and the profile.</summary>
    /// <exception cref="InsightsException">ConflictingParameter, InsecureBaseUri or UnknownRegion.</exception>
    public static ConnectionTarget Resolve(ConnectionInput input)
    {
        if (input.Region is not null && input.BaseUri is not null)
        {
            throw new InsightsException(
                InsightsError.ConflictingParameter, "-Region and -BaseUri name two addresses.", "Give one of them.", "Region");
        }

        if (input.BaseUri is { } given)
        {
            ApiProfile profile = input.Profile ?? ApiProfile.Summary;
            Uri baseUri = Check(given, "-BaseUri");
            Uri loginUri = input.LoginUri is { } login ? Check(login, "-LoginUri") : profile == ApiProfile.Summary ? baseUri : LoginOf(baseUri);
            return new ConnectionTarget(profile, baseUri, loginUri, null);
        }

        if (input.LoginUri is not null)
        {
            throw new InsightsException(
                InsightsError.ConflictingParameter, "-LoginUri goes with -BaseUri; a region has its own.", "Give -BaseUri too, or leave -LoginUri out.", "LoginUri");
        }

        string? named = input.Region ?? Environment.GetEnvironmentVariable(GenesysRegion.Variable);
        GenesysRegion region = GenesysRegion.Find(string.IsNullOrWhiteSpace(named) ? GenesysRegion.DefaultName : named);
        ApiProfile chosen = input.Profile ?? ApiProfile.Platform;
        return new ConnectionTarget(chosen, region.ApiUri, chosen == ApiProfile.Summary ? region.ApiUri : region.LoginUri, region.Name);
    }

    private static Uri LoginOf(Uri baseUri)
    {
        const string api = "api.";
        return baseUri.Host.StartsWith(api, StringComparison.OrdinalIgnoreCase)
            ? new UriBuilder(baseUri) { Host = "login." + baseUri.Host[api.Length..] }.Uri
            : baseUri;
    }

    private static Uri Check(Uri uri, string parameter)
    {
        bool isSecure = uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        if (!isSecure)
        {
            throw new InsightsException(
                InsightsError.InsecureBaseUri,
                $"{parameter} must be an absolute https address; plain http is allowed to this machine only.",
                "For example https://api.mypurecloud.com.",
                parameter.TrimStart('-'));
        }

        return uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new InsightsException(
                InsightsError.InsecureBaseUri,
                $"{parameter} must not hold credentials, a query or a fragment.",
                "Credentials go into -Credential or the environment.",
                parameter.TrimStart('-'));
    }
}
