using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Http;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>Every kind of fault that bends a single answer takes effect, says so, and is over when it should be.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(503, "service.unavailable")]
    [InlineData(500, "internal.server.error")]
    [InlineData(429, "too.many.requests.retry.after")]
    public async Task Status_answers_with_the_status(int status, string code)
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder
        {
            Path = "models",
            Kind = FaultKind.Status,
            Status = status,
            RetryAfter = "Wed, 21 Oct 2026 07:28:00 GMT",
            Headers = new Dictionary<string, string> { ["X-Extra"] = "1" },
        });
        using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]);
        Assert.Equal(["Wed, 21 Oct 2026 07:28:00 GMT"], response.Headers.GetValues("Retry-After"));
        Assert.Equal(["1"], response.Headers.GetValues("X-Extra"));
        Assert.Equal(1, fault.Fired);
        await sim.GetAsync(SimulatorHarness.ModelsPath);
    }

    [Fact]
    public async Task Skip_and_times_and_matching_are_kept()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        FaultTicket some = sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Status, Skip = 1, Times = 2 });
        FaultTicket page = sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Method = "POST", Offset = 200, Kind = FaultKind.Status, Times = 0 });
        FaultTicket never = sim.Server.Faults.Add(new FaultOrder { Path = "models", Method = "DELETE", Kind = FaultKind.Status });
        HttpStatusCode[] expected = [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK];
        foreach (HttpStatusCode status in expected)
        {
            await sim.GetAsync(SimulatorHarness.ModelsPath, status);
        }

        await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(offset: 100));
        for (int i = 0; i < 3; i++)
        {
            await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(offset: 200), HttpStatusCode.ServiceUnavailable);
        }

        Assert.Equal([2, 3, 0], new[] { some.Fired, page.Fired, never.Fired });
        sim.Server.Faults.Clear();
        await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(offset: 200));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(-0.5)]
    public void A_share_that_is_none_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultBook().Add(new FaultOrder { Path = "/", Kind = FaultKind.Reset, Rate = rate }));

    [Fact]
    public void A_share_of_the_requests_is_picked_by_the_seed()
    {
        FaultBook book = new();
        FaultOrder order = new() { Path = "/", Kind = FaultKind.Reset, Rate = 0.05, Times = 0 };
        bool[][] picks = [.. new[] { 1, 1, 2 }.Select(seed =>
        {
            book.Clear();
            book.Add(order with { Seed = seed });
            return Enumerable.Range(0, 2_000).Select(_ => book.Take("GET", "/", null, default) is not null).ToArray();
        })];
        Assert.Equal(picks[0], picks[1]);
        Assert.NotEqual(picks[0], picks[2]);
        Assert.InRange(picks[0].Count(static hit => hit), 60, 140);
    }

    [Fact]
    public async Task The_token_endpoint_has_faults_too()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        sim.Server.Faults.Add(new FaultOrder { Path = "/oauth/token", Kind = FaultKind.Status, Status = 503 });
        using HttpResponseMessage response = await sim.AskTokenAsync(sim.Server.ClientSecret);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("server_error", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]);
        using HttpResponseMessage next = await sim.AskTokenAsync(sim.Server.ClientSecret);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Reset))]
    [InlineData(nameof(FaultKind.ResetInBody))]
    [InlineData(nameof(FaultKind.DoThenReset))]
    public async Task Cut_connections_fail_at_the_client(string name)
    {
        FaultKind kind = Enum.Parse<FaultKind>(name);
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder { Path = "webhooks", Method = "POST", Kind = kind });
        await Assert.ThrowsAsync<HttpRequestException>(() => sim.SendAsync(HttpMethod.Post, SimulatorHarness.WebhookPath, WebhookTests.Body));
        Assert.Equal(1, fault.Fired);
        Assert.Equal(kind == FaultKind.Reset ? 0 : 1, sim.Server.Webhooks.Count);
        RequestRecord record = sim.Server.Requests.Snapshot()[^1];
        Assert.Equal(fault.Id, record.FaultId);
        Assert.Equal(kind == FaultKind.ResetInBody ? 200 : 0, record.Status);
        Assert.False(record.AbortedByClient);
    }

    [Fact]
    public async Task A_reset_in_the_body_comes_after_headers_and_half_of_it()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.ResetInBody });
        using HttpResponseMessage response = await sim.Client.GetAsync(SimulatorHarness.ModelsPath, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.Content.Headers.ContentLength > 300);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Truncated_json_is_whole_http()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        string whole = (await sim.Client.GetStringAsync(SimulatorHarness.ModelsPath))!;
        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Truncate });
        Assert.Equal(whole[..(whole.Length / 2)], await sim.Client.GetStringAsync(SimulatorHarness.ModelsPath));
    }

    [Fact]
    public async Task A_stall_ends_with_its_time_with_the_client_or_with_the_server()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        string whole = await sim.Client.GetStringAsync(SimulatorHarness.ModelsPath);
        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Stall, Ms = 50 });
        Assert.Equal(whole, await sim.Client.GetStringAsync(SimulatorHarness.ModelsPath));

        FaultTicket forEver = sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Stall, Times = 2 });
        using CancellationTokenSource giveUp = new();
        Task<string> abandoned = sim.Client.GetStringAsync(SimulatorHarness.ModelsPath, giveUp.Token);
        await forEver.FirstFired.WaitAsync(s_patience);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        RequestRecord record = sim.Server.Requests.Snapshot()[^1];
        await record.Completion.WaitAsync(s_patience);
        Assert.True(record.AbortedByClient);

        Task<string> hanging = sim.Client.GetStringAsync(SimulatorHarness.ModelsPath);
        while (forEver.Fired < 2)
        {
            await Task.Yield();
        }

        await sim.Server.DisposeAsync().AsTask().WaitAsync(s_patience);
        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
    }

    [Fact]
    public async Task A_delay_is_over_when_the_client_goes()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Delay, Ms = 600_000 });
        using CancellationTokenSource giveUp = new();
        Task<string> abandoned = sim.Client.GetStringAsync(SimulatorHarness.ModelsPath, giveUp.Token);
        await fault.FirstFired.WaitAsync(s_patience);
        await giveUp.CancelAsync();
        RequestRecord record = sim.Server.Requests.Snapshot()[^1];
        await record.Completion.WaitAsync(s_patience);
        Assert.True(record.AbortedByClient);
        Assert.Equal(0, record.Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Delay, Ms = 30 });
        long started = Stopwatch.GetTimestamp();
        await sim.GetAsync(SimulatorHarness.ModelsPath);
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(25));
    }

    [Theory]
    [InlineData(nameof(FaultKind.Html), "text/html", "<!DOCTYPE html>")]
    [InlineData(nameof(FaultKind.Empty), "application/json", "")]
    [InlineData(nameof(FaultKind.ContentType), "text/plain", "{\"entities\":")]
    [InlineData(nameof(FaultKind.Garbage), "application/json", "[1,2,3]")]
    [InlineData(nameof(FaultKind.Deep), "application/json", "{\"byGroup\":[[[[")]
    [InlineData(nameof(FaultKind.Large), "application/json", "{\"byGroup\":[]")]
    public async Task Strange_answers_come_with_status_200(string name, string mediaType, string start)
    {
        FaultKind kind = Enum.Parse<FaultKind>(name);
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        FaultTicket fault = sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = kind, Bytes = 300_000 });
        using HttpResponseMessage response = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath);
        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Equal(1, fault.Fired);
        if (kind == FaultKind.Large)
        {
            Assert.Equal(300_000, text.Length);
            Assert.NotNull(JsonNode.Parse(text));
        }
    }

    [Fact]
    public async Task Unknown_fields_appear_in_every_object_and_the_rest_stays()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        JsonNode honest = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(size: 2));
        sim.Server.Faults.Add(new FaultOrder { Path = "conversations", Kind = FaultKind.UnknownFields });
        JsonNode strange = await sim.PostAsync(SimulatorHarness.InsightPath, SimulatorHarness.Insight(size: 2));
        JsonNode row = strange["byGroup"]![0]!;
        foreach (JsonNode level in new[] { strange, row, row["groupBy"]!, row["byMetric"]!, row["byMetric"]!["speechAnalytics"]! })
        {
            Assert.Equal(16, level.AsObject().Count(p => p.Key.StartsWith("aaa", StringComparison.Ordinal) || p.Key.StartsWith("zzz", StringComparison.Ordinal)));
        }

        Strip(strange);
        Assert.True(JsonNode.DeepEquals(honest, strange));

        sim.Server.Faults.Add(new FaultOrder
        {
            Path = "models",
            Kind = FaultKind.UnknownFields,
            Replace = new Dictionary<string, string> { ["status"] = "hibernating" },
        });
        JsonNode models = await sim.GetAsync(SimulatorHarness.ModelsPath);
        Assert.Equal("hibernating", (string?)models["entities"]![0]!["status"]);
    }

    [Fact]
    public async Task Redirects_control_text_and_revocation()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Redirect, Location = "http://127.0.0.1:9/x" });
        using HttpResponseMessage redirect = await sim.SendAsync(HttpMethod.Get, SimulatorHarness.ModelsPath);
        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        Assert.Equal("http://127.0.0.1:9/x", redirect.Headers.Location?.ToString());

        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.ControlText });
        string message = (string)(await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.BadRequest))["message"]!;
        Assert.All(new[] { '\u001b', '\a', '\r', '\n' }, control => Assert.Contains(control, message));

        sim.Server.Faults.Add(new FaultOrder { Path = "models", Kind = FaultKind.Revoke });
        await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized);
        await sim.GetAsync(SimulatorHarness.ModelsPath, HttpStatusCode.Unauthorized);
        Assert.Equal(0, sim.Server.Tokens.ActiveCount);
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
            {
                Strip(item);
            }
        }
        else if (node is JsonObject level)
        {
            foreach (string name in level.Select(p => p.Key).ToArray())
            {
                if (name.StartsWith("aaa", StringComparison.Ordinal) || name.StartsWith("zzz", StringComparison.Ordinal))
                {
                    level.Remove(name);
                }
                else
                {
                    Strip(level[name]);
                }
            }
        }
    }
}
