using System.Text.Json;

namespace SpeechInsights.Bench;

/// <summary>A token of the simulator's client, asked for without the engine.</summary>
internal static class PlainToken
{
    public static async Task<string> FetchAsync(Uri address, string secret)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        using HttpResponseMessage response = await client.PostAsync(
            "/oauth/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "demo-client"), new("client_secret", secret)])).ConfigureAwait(false);
        using JsonDocument body = JsonDocument.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        return body.RootElement.GetProperty("access_token").GetString()!;
    }
}
