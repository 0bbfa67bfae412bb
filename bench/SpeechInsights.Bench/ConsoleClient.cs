using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpeechInsights.Bench;

/// <summary>What a C# programmer writes in an hour: pages one by one with HttpClient and JsonSerializer, rows in a list.</summary>
internal static class ConsoleClient
{
    public static async Task<int> RunAsync(Uri address, string secret)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        using HttpResponseMessage answer = await client.PostAsync(
            "/oauth/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "demo-client"), new("client_secret", secret)])).ConfigureAwait(false);
        Token? token = await answer.Content.ReadFromJsonAsync<Token>().ConfigureAwait(false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!.AccessToken);

        long started = Stopwatch.GetTimestamp();
        List<Group> rows = [];
        long total;
        do
        {
            string body = BenchWindow.Query().ToJson().Replace("\"offset\":0", $"\"offset\":{rows.Count}", StringComparison.Ordinal);
            using HttpResponseMessage response = await client.PostAsync(BenchWindow.Path, new StringContent(body, null, "application/json")).ConfigureAwait(false);
            Page? page = await response.Content.ReadFromJsonAsync<Page>().ConfigureAwait(false);
            rows.AddRange(page!.ByGroup);
            total = page.TotalCount;
        }
        while (rows.Count < total);

        Console.WriteLine(JsonSerializer.Serialize(new { rows = rows.Count, seconds = Stopwatch.GetElapsedTime(started).TotalSeconds }));
        return 0;
    }

    private sealed record Token([property: JsonPropertyName("access_token")] string AccessToken);

    private sealed record Page(
        [property: JsonPropertyName("byGroup")] Group[] ByGroup, [property: JsonPropertyName("totalCount")] long TotalCount);

    private sealed record Group(
        [property: JsonPropertyName("groupId")] string Id,
        [property: JsonPropertyName("groupBy")] Dictionary<string, string>? By,
        [property: JsonPropertyName("byMetric")] Dictionary<string, Metric> Metrics);

    private sealed record Metric(
        [property: JsonPropertyName("count")] long Count, [property: JsonPropertyName("sum")] double? Sum, [property: JsonPropertyName("avg")] double? Average);
}
