namespace SpeechInsights.Api.Platform;

/// <summary>
/// Where Genesys Cloud's web client shows an interaction. The API's definition does not tell; it is the form that the client's own
/// address bar has.
/// </summary>
internal static class InteractionPage
{
    private const string Api = "api.";

    /// <summary>What makes the address of an id.</summary>
    /// <param name="baseUri">The API's address.</param>
    /// <returns>Null where the address is not one of Genesys Cloud's form, so that it is not known where the client is.</returns>
    public static Func<string, Uri>? Of(Uri baseUri) =>
        baseUri.Scheme == Uri.UriSchemeHttps && baseUri.Host.StartsWith(Api, StringComparison.OrdinalIgnoreCase)
            ? id => new Uri($"https://apps.{baseUri.Host[Api.Length..]}/directory/#/analytics/interactions/{Uri.EscapeDataString(id)}/admin")
            : null;
}
