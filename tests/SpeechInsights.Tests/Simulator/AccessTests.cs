using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>Tokens, scopes and the rate limit.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task A_pair_gets_a_token_that_works()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions
        {
            Interactions = 0,
            ClientSecret = "s3cret",
            TokenLifetime = TimeSpan.FromMinutes(5),
            MoreClients = new Dictionary<string, string> { ["other"] = "pass" },
        });
        using HttpResponseMessage response = await sim.AskTokenAsync("s3cret");
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(["access_token", "token_type", "expires_in"], answer.AsObject().Select(p => p.Key));
        Assert.Equal("bearer", (string?)answer["token_type"]);
        Assert.Equal(300, (int)answer["expires_in"]!);
        sim.Authorize((string)answer["access_token"]!);
        await sim.GetAsync(SimulatorHarness.ModelsPath);

        using HttpResponseMessage other = await sim.AskTokenAsync("pass", "other");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using HttpResponseMessage wrong = await sim.AskTokenAsync("s3cret", "other");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("""{"error":"invalid_client","description":"authentication failed","error_description":"authentication failed"}""",
            await wrong.Content.ReadAsStringAsync());
        Assert.NotEmpty(wrong.Headers.GetValues("ININ-Correlation-Id"));
    }

    [Theory]
    [InlineData("grant_type=password&client_id=demo-client&client_secret=x", "application/x-www-form-urlencoded", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&client_id=demo-client", "application/x-www-form-urlencoded", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=demo-client&client_secret=x&client_secret=y", "application/x-www-form-urlencoded", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=demo-client&client_secret=x&scope=all", "application/x-www-form-urlencoded", "invalid_request")]
    [InlineData("{\"grant_type\":\"client_credentials\"}", "application/json", "invalid_request")]
    public async Task A_bent_token_request_is_refused(string body, string contentType, string error)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        using HttpResponseMessage response = await sim.Client.PostAsync("/oauth/token", new StringContent(body, Encoding.UTF8, contentType));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]);
    }

    [Fact]
    public async Task A_secret_may_hold_any_character()
    {
        const string Secret = "a+b&c=d %\u00e4'\"";
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 0, ClientSecret = Secret });
        using HttpResponseMessage response = await sim.AskTokenAsync(Uri.EscapeDataString(Secret));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_token_expires_on_the_injected_clock()
    {
        ManualTimeProvider time = new();
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions
        {
            Interactions = 0,
            Time = time,
            TokenLifetime = TimeSpan.FromMinutes(10),
        });
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        await sim.GetAsync(SimulatorHarness.ModelsPath);
        Assert.Equal(1, sim.Server.Tokens.ActiveCount);
        time.Advance(TimeSpan.FromMilliseconds(1));
        JsonNode error = await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized);
        Assert.Equal("bad.credentials", (string?)error["code"]);
        Assert.Equal(0, sim.Server.Tokens.ActiveCount);
    }

    [Fact]
    public async Task Missing_unknown_and_revoked_tokens_are_told_apart()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        using HttpResponseMessage revoke = await sim.SendAsync(HttpMethod.Post, "/_simulator/tokens/revoke");
        Assert.Equal("""{"revoked":1}""", await revoke.Content.ReadAsStringAsync());
        Assert.Equal("bad.credentials", (string?)(await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized))["code"]);
        sim.Authorize("never-issued");
        Assert.Equal("bad.credentials", (string?)(await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized))["code"]);
        sim.Authorize(null);
        Assert.Equal("authentication.required", (string?)(await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized))["code"]);
    }

    [Theory]
    [InlineData("speechanalytics:read", SimulatorHarness.ModelsPath)]
    [InlineData("analytics:query", SimulatorHarness.SurveyPath)]
    [InlineData("webhooks:readwrite", SimulatorHarness.WebhookPath)]
    public async Task A_denied_scope_is_named(string scope, string path)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 0, DeniedScopes = [scope] });
        JsonNode error = await sim.GetAsync(path, HttpStatusCode.Forbidden);
        Assert.Equal("missing.permissions", (string?)error["code"]);
        Assert.Contains(scope, (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rate_limit_is_a_sliding_window_per_token()
    {
        ManualTimeProvider time = new();
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions
        {
            Interactions = 0,
            Time = time,
            RateLimit = 3,
            RateWindow = TimeSpan.FromSeconds(6),
            RateHeaders = true,
        });
        for (int i = 0; i < 3; i++)
        {
            await sim.GetAsync(SimulatorHarness.ModelsPath);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        time.Advance(TimeSpan.FromMilliseconds(100));
        using HttpResponseMessage refused = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(["3"], refused.Headers.GetValues("inin-ratelimit-count"));
        Assert.Equal(["3"], refused.Headers.GetValues("inin-ratelimit-allowed"));
        Assert.Equal(["3"], refused.Headers.GetValues("inin-ratelimit-reset"));
        Assert.Equal("too.many.requests.retry.after", (string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"]);

        time.Advance(TimeSpan.FromSeconds(3));
        await sim.GetAsync(SimulatorHarness.ModelsPath);
        await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.TooManyRequests);
        Assert.Equal(2, sim.Server.Counters.Rejected429);

        using HttpResponseMessage token = await sim.AskTokenAsync("wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, token.StatusCode);
        sim.Authorize(sim.Server.Tokens.Issue("demo-client"));
        await sim.GetAsync(SimulatorHarness.ModelsPath);
    }

    [Fact]
    public async Task Latency_holds_answers_back_on_its_own_clock()
    {
        ManualTimeProvider delays = new();
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync(new SimulatorOptions
        {
            Interactions = 0,
            Latency = TimeSpan.FromMilliseconds(100),
            DelayTime = delays,
        });
        Task<JsonNode>[] answers = [sim.GetAsync(SimulatorHarness.ModelsPath), sim.GetAsync(SimulatorHarness.ModelsPath)];
        await delays.WaitForTimersAsync(2);
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        delays.Advance(TimeSpan.FromMilliseconds(100));
        await Task.WhenAll(answers);
        Assert.Equal(2, sim.Server.Counters.MaxConcurrent);
    }
}
