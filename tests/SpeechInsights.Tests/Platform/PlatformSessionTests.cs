using System.Net.Http.Headers;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformSessionTests
{
    [Fact]
    public async Task Connecting_tells_the_organisation()
    {
        await using PlatformHarness harness = await StartAsync();
        Assert.Equal(PlatformCatalog.OrganizationName, harness.Session.Organization);
        Assert.Equal(["/oauth/token", "/api/v2/organizations/me"], harness.Requests.Select(static request => request.Path));
    }

    [Fact]
    public async Task Disconnecting_has_the_token_forgotten()
    {
        await using PlatformHarness harness = await StartAsync();
        Assert.Equal(1, harness.Server.Tokens.ActiveCount);
        Assert.True(await harness.Session.Api.RevokeAsync(harness.Run, PlatformHarness.Token));
        Assert.Equal(0, harness.Server.Tokens.ActiveCount);
        Assert.Equal(1, harness.Count("DELETE", "/api/v2/tokens/me"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task A_wrong_secret_may_be_a_wrong_region(int status)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, InvalidClientStatus = status }, connect: false);
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => harness.ConnectAsync("wrong"));
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Contains("region", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_server_has_forgotten_is_renewed_once()
    {
        await using PlatformHarness harness = await StartAsync();
        harness.Server.Tokens.RevokeAll();
        Assert.NotEmpty(await harness.ReadAsync());
        Assert.Equal(2, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task The_servers_count_steers_the_budget()
    {
        ManualTimeProvider time = new();
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 10, RateLimit = 5, Time = time }, new SessionOptions { RequestsPerMinute = 300, Time = time, Timeout = TimeSpan.FromHours(1) });
        Task reading = Task.Run(async () =>
        {
            for (int number = 0; number < 12; number++)
            {
                await harness.Session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);
            }
        });
        await time.PassAsync(reading, static remaining => remaining < TimeSpan.FromMinutes(10), PlatformHarness.Token);
        Assert.Equal(0, harness.Server.Counters.Rejected429);
        Assert.Equal(14, harness.Server.Counters.Total);
        Assert.True(time.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_limits_name_and_the_correlation_id_reach_the_error()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 10, RateLimit = 2 }, new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 });

        // Somebody else uses the same token, so that the session's own count is behind.
        using HttpClient other = new() { BaseAddress = harness.Server.BaseAddress };
        other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", harness.Server.Tokens.Issued.Single());
        (await other.GetAsync("/api/v2/organizations/me", PlatformHarness.Token)).Dispose();
        harness.Server.Requests.Clear();
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => Direct(harness));
        Assert.Equal("RateLimitExceeded", error.ErrorId);
        Assert.Contains("client.credentials.token.rate.per.minute", error.Message, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(harness.Requests).CorrelationId, error.CorrelationId);
    }

    [Fact]
    public async Task A_wait_of_hours_is_not_waited()
    {
        await using PlatformHarness harness = await StartAsync();
        harness.Fault(new FaultOrder { Path = "/programs/", Kind = FaultKind.Status, Status = 429, RetryAfter = "7200", Times = 0 });
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => Direct(harness));
        Assert.Equal("RateLimitExceeded", error.ErrorId);
    }

    private static Task Direct(PlatformHarness harness) => harness.Session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);

    private static Task<PlatformHarness> StartAsync() => PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, JobLooks = 0 });
}
