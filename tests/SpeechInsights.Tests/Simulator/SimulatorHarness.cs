using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Tests.Simulator;

/// <summary>A running simulator and a plain HttpClient that holds a token for it.</summary>
internal sealed class SimulatorHarness : IAsyncDisposable
{
    public const string InsightPath = "/api/v2/analytics/conversations/summary/query";
    public const string SurveyPath = "/api/v2/analytics/surveys/summary/query";
    public const string ModelsPath = "/api/v2/speechanalytics/v1/models";
    public const string WebhookPath = "/api/v2/webhooks";
    public const string From = "2026-10-05T00:00:00.000Z";
    public const string To = "2026-10-12T00:00:00.000Z";

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseProxy = false };

    private SimulatorHarness(SimulatorServer server)
    {
        Server = server;
        Client = new HttpClient(_handler) { BaseAddress = server.BaseAddress };
        Authorize(server.Tokens.Issue(server.ClientId));
    }

    public SimulatorServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<SimulatorHarness> StartAsync(SimulatorOptions? options = null) =>
        new(await SimulatorServer.StartAsync(options ?? new SimulatorOptions { Interactions = 1_000 }));

    public static string Insight(string filterGroups = "", string groupings = "\"interactionId\",\"agentId\"", int size = 100, int offset = 0,
        string from = From, string to = To, string interval = "PT1H", string metrics = "\"speechAnalytics\",\"sentiment\"") =>
        $$"""
        {"dateFrom":"{{from}}","dateTo":"{{to}}","interval":"{{interval}}","conversationType":"speech",
         "filterGroups":[{{filterGroups}}],"metrics":[{{metrics}}],"groupings":[{{groupings}}],
         "size":{{size}},"offset":{{offset}},"speechAnalyticsModelId":"{{ModelCatalog.DeployedId}}"}
        """;

    public static string Survey(string filterGroups = "", int size = 100, int offset = 0) =>
        $$"""
        {"dateFrom":"{{From}}","dateTo":"{{To}}","interval":"PT1H","filterGroups":[{{filterGroups}}],
         "metrics":["csat"],"groupings":["interactionId"],"size":{{size}},"offset":{{offset}}}
        """;

    public static string Filter(string field, string op, string values) =>
        $$"""{"filters":[{"field":"{{field}}","op":"{{op}}","values":[{{values}}]}]}""";

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public void Authorize(string? token) =>
        Client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        HttpRequestMessage request = new(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return Client.SendAsync(request);
    }

    public async Task<JsonNode> PostAsync(string path, string json, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, json);
        string text = await response.Content.ReadAsStringAsync();
        Xunit.Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}\n{json}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path);
        string text = await response.Content.ReadAsStringAsync();
        Xunit.Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks for the token as the Summary contract asks.</summary>
    public Task<HttpResponseMessage> AskTokenAsync(string secret, string client = "demo-client") =>
        Client.PostAsync("/oauth/token", new StringContent(
            $"grant_type=client_credentials&client_id={client}&client_secret={secret}", Encoding.UTF8, "application/x-www-form-urlencoded"));

    /// <summary>All rows of an insight query, page by page.</summary>
    public async Task<List<JsonNode>> ReadAllAsync(Func<int, string> bodyAt, string path = InsightPath)
    {
        List<JsonNode> rows = [];
        while (true)
        {
            JsonNode page = await PostAsync(path, bodyAt(rows.Count));
            JsonArray group = page["byGroup"]!.AsArray();
            rows.AddRange(group.Select(row => row!));
            if (group.Count == 0 || rows.Count >= (int)page["totalCount"]!)
            {
                return rows;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
