using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class InteractionPageTests
{
    [Theory]
    [InlineData("https://api.mypurecloud.com/", "https://apps.mypurecloud.com/directory/#/analytics/interactions/a%20b/admin")]
    [InlineData("https://api.usw2.pure.cloud/", "https://apps.usw2.pure.cloud/directory/#/analytics/interactions/a%20b/admin")]
    [InlineData("https://gateway.example.com/", null)]
    [InlineData("http://127.0.0.1:8080/", null)]
    [InlineData("http://api.localhost/", null)]
    public void The_page_is_that_of_the_regions_own_client(string baseUri, string? page) =>
        Assert.Equal(page, InteractionPage.Of(new Uri(baseUri))?.Invoke("a b").AbsoluteUri);

    [Fact]
    public void Each_region_has_one() => Assert.All(GenesysRegion.All, static region =>
        Assert.Equal($"https://apps.{region.Domain}/directory/#/analytics/interactions/x/admin", InteractionPage.Of(region.ApiUri)!("x").AbsoluteUri));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_a_region_have_their_pages_with_names_and_without(bool noName)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 100, Profile = ServedProfile.Platform, JobLooks = 0 });
        using TempFolder folder = new();
        using System.Security.SecureString secret = EngineHarness.Secure(server.ClientSecret);
        InsightsSession session = await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(Region: "eu-central-1")),
            SessionCredential.FromClient(server.ClientId, secret),
            new AuditFile(folder.File("audit.jsonl"), AuditHasher.Plain),
            new SessionOptions { RequestsPerMinute = 0, CreateHandler = _ => new Elsewhere(server.BaseAddress) },
            RunContext.Silent(),
            EngineHarness.Token);
        List<SpeechInsight> rows = [];
        InsightQuery query = new(new InsightQueryInput { StartTime = server.World.Start, EndTime = server.World.End, NoName = noName }, ApiProfile.Platform);
        await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(query, null, RunContext.Silent(), EngineHarness.Token))
        {
            rows.AddRange(batch);
        }

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.Equal($"https://apps.mypurecloud.de/directory/#/analytics/interactions/{row.InteractionId}/admin", row.InteractionUri!.AbsoluteUri));
        Assert.Equal(!noName, rows.Any(static row => row.AgentName is not null));
        Assert.Equal(rows[0].InteractionUri, new ScoredInsight(rows[0], null).InteractionUri);
        session.Close();
    }

    /// <summary>Sends to the simulator what is meant for Genesys Cloud.</summary>
    private sealed class Elsewhere(Uri address) : DelegatingHandler(HttpTransport.CreateHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = address.Scheme, Host = address.Host, Port = address.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
