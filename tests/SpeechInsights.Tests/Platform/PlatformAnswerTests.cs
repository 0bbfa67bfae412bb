using System.Text;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Models;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Small answers with what is optional left out, and the lists that are made of them.</summary>
public sealed class PlatformAnswerTests
{
    private const string Subject = "GET /api/v2/authorization/subjects/me";
    private const string Client = "GET /api/v2/oauth/clients/c%201";
    private const string Role = "GET /api/v2/authorization/roles/r%201?userCount=false";
    private const string Users = "GET /api/v2/users";

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"id":"o-1","name":"Contoso"}""", "o-1", "Contoso")]
    [InlineData("""{"id":"o-1"}""", "o-1", null)]
    [InlineData("""{}""", null, null)]
    [InlineData("""{"id":7,"name":{}}""", null, null)]
    public async Task An_organisation_may_have_no_name(string answer, string? id, string? name)
    {
        ScriptedServer server = new(("GET /api/v2/organizations/me", answer));
        Assert.Equal(new OrganizationIdentity(id, name), await server.Platform().AuthenticateAsync(server.Run, Token));
    }

    [Fact]
    public async Task A_token_is_forgotten_by_the_server()
    {
        ScriptedServer server = new(("DELETE /api/v2/tokens/me", "{}"));
        Assert.True(await server.Platform().RevokeAsync(server.Run, Token));
        Assert.Equal(["DELETE /api/v2/tokens/me"], server.Lines);
        Assert.Equal((TimeSpan.FromDays(14), "0..100", 1000), (server.Platform().DefaultSurveyLag, server.Platform().Scale.ToString(), server.Platform().MaximumInteractionIds));
    }

    [Theory]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"coaching","entityName":"appointment","actions":["view"]}]}}]}""", true)]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"coaching","entityName":"appointment","actions":["add",7,"view"]}]}}]}""", true)]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"*","entityName":"*","actions":["*"]}]}}]}""", true)]
    [InlineData("""{"grants":[{"role":{"policies":[{"entityName":"appointment","actions":["*"]}]}}]}""", false)]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"coaching","actions":["*"]}]}}]}""", false)]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"coaching","entityName":"appointment"}]}}]}""", false)]
    [InlineData("""{"grants":[{"role":{"policies":[{"domain":"coaching","entityName":"appointment","actions":["edit"]}]}}]}""", false)]
    [InlineData("""{"grants":[{"role":7},7,{"role":{"policies":[{"domain":"coaching","entityName":"appointment","actions":["view"]}]}}]}""", true)]
    [InlineData("""{"grants":[{"role":{"policies":[{}]}},{}]}""", false)]
    [InlineData("""{}""", false)]
    public async Task What_a_subject_may_is_in_its_roles_policies(string answer, bool isAllowed)
    {
        ScriptedServer server = new((Subject, answer));
        GrantedPermissions? granted = await server.Platform().ReadPermissionsAsync("c 1", server.Run, Token);
        Assert.Equal(isAllowed, granted!.Allows("coaching:appointment:view"));
        Assert.Equal([Subject], server.Lines);
    }

    [Theory]
    [InlineData("coaching:appointment:view", true)]
    [InlineData("Coaching:Appointment:View", true)]
    [InlineData("coaching:appointment", false)]
    [InlineData("coaching:appointment:view:all", false)]
    [InlineData("coaching:appointment:edit", false)]
    [InlineData("coaching:other:view", false)]
    [InlineData("other:appointment:view", false)]
    public void A_permission_is_all_three_of_domain_entity_and_action(string permission, bool isAllowed) =>
        Assert.Equal(isAllowed, new GrantedPermissions([("coaching", "appointment", ["add", "view"])]).Allows(permission));

    [Fact]
    public async Task A_client_without_a_subject_may_what_its_roles_may()
    {
        ScriptedServer server = new(
            (Subject, "404 {}"),
            (Client, """{"roleDivisions":[{"roleId":"r 1"},{},7,{"roleId":"r 1"},{"roleId":"r2"}]}"""),
            (Role, """{"permissionPolicies":[{"domain":"coaching","entityName":"appointment","actionSet":["view"]},{"domain":"coaching"}]}"""),
            ("GET /api/v2/authorization/roles/r2?userCount=false", """{"permissionPolicies":[{"domain":"routing","entityName":"*","actionSet":["*"]}]}"""));
        GrantedPermissions? granted = await server.Platform().ReadPermissionsAsync("c 1", server.Run, Token);
        Assert.True(granted!.Allows("coaching:appointment:view") && granted.Allows("routing:queue:view") && !granted.Allows("coaching:appointment:add"));
        Assert.Equal([Subject, Client, Role, "GET /api/v2/authorization/roles/r2?userCount=false"], server.Lines);
        Assert.Equal(["The client's subject can't be read (NotFound); its roles are looked at."], server.Trace.Verbose.Where(static text => text.StartsWith("The client", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("400 {}", "c 1", 2)]
    [InlineData("403 {}", "c 1", 2)]
    [InlineData("404 {}", "c 1", 2)]
    [InlineData("404 {}", null, 1)]
    public async Task What_can_not_be_looked_at_is_not_known(string answer, string? client, int requests)
    {
        ScriptedServer server = new((Subject, answer), (Client, answer));
        Assert.Null(await server.Platform().ReadPermissionsAsync(client, server.Run, Token));
        Assert.Equal(requests, server.Lines.Count);
    }

    [Theory]
    [InlineData("500 {}", "404 {}")]
    [InlineData("404 {}", "500 {}")]
    public async Task A_server_that_fails_says_nothing_of_permissions(string subject, string client)
    {
        ScriptedServer server = new((Subject, subject), (Client, client));
        await Assert.ThrowsAnyAsync<InsightsException>(() => server.Platform().ReadPermissionsAsync("c 1", server.Run, Token));
    }

    [Fact]
    public async Task Names_are_read_in_batches_and_once()
    {
        ScriptedServer server = new(
            (Users, """{"entities":[{"id":"u-1","name":"Ada"},{"id":"u-2"}]}"""),
            ("GET /api/v2/routing/queues", """{"entities":[{"id":"q 1","name":"Sales"}]}"""),
            ("GET /api/v2/teams", """{"entities":[{"id":"t-1","name":"Red"}]}"""),
            ("GET /api/v2/authorization/divisions", """{"entities":[{"id":"d-1","name":"Home"}]}"""),
            ("GET /api/v2/speechandtextanalytics/topics", """{"entities":[{"id":"tp-1","name":"Billing"}]}"""));
        KnownNames known = new();
        PlatformNames names = new(server.Sender, known);
        InsightGrouping[] groupings = [InsightGrouping.InteractionId, InsightGrouping.AgentId, InsightGrouping.QueueId, InsightGrouping.TeamId, InsightGrouping.DivisionId, InsightGrouping.TopicId, InsightGrouping.WrapUpCode];
        InsightDetails details = new() { QueueId = "q 1", TeamId = "t-1", DivisionId = "d-1", TopicId = "tp-1", WrapUpCode = "w", MediaType = "voice" };
        SpeechInsight[] rows = [Row("u-1", details), Row("u-2", details), Row(null, details), Row("", details), Row("u-1", details)];
        await names.ReadAsync(rows, groupings, server.Run, Token);
        await names.ReadAsync(rows, groupings, server.Run, Token);
        Assert.Equal(
            [
                "GET /api/v2/users?state=any&pageSize=100&id=u-1&id=u-2", "GET /api/v2/routing/queues?pageSize=100&id=q%201", "GET /api/v2/teams?pageSize=100",
                "GET /api/v2/authorization/divisions?pageSize=100&id=d-1", "GET /api/v2/speechandtextanalytics/topics?ids=tp-1",
            ],
            server.Lines);
        Assert.Equal(
            ["Ada", null, "Sales", "Red", "Home", "Billing"],
            new[] { known.Find(NameKind.Agent, "u-1"), known.Find(NameKind.Agent, "u-2"), known.Find(NameKind.Queue, "q 1"), known.Find(NameKind.Team, "t-1"), known.Find(NameKind.Division, "d-1"), known.Find(NameKind.Topic, "tp-1") });
        Assert.Empty(server.Trace.Warnings);
    }

    [Theory]
    [InlineData(InsightGrouping.AgentId, 100, 2)]
    [InlineData(InsightGrouping.TopicId, 50, 2)]
    public async Task No_more_ids_are_named_at_once_than_fit(InsightGrouping grouping, int most, int requests)
    {
        ScriptedServer server = new((Users, """{"entities":[]}"""), ("GET /api/v2/speechandtextanalytics/topics", """{"entities":[]}"""));
        PlatformNames names = new(server.Sender, new KnownNames());
        SpeechInsight[] rows = [.. Enumerable.Range(0, most + 1).Select(i => grouping == InsightGrouping.AgentId ? Row($"x-{i}") : Row(null, new InsightDetails { TopicId = $"x-{i}" }))];
        await names.ReadAsync(rows[..^1], [grouping], server.Run, Token);
        Assert.Single(server.Lines);
        PlatformNames others = new(server.Sender, new KnownNames());
        await others.ReadAsync(rows, [grouping], server.Run, Token);
        Assert.Equal(1 + requests, server.Lines.Count);
    }

    [Theory]
    [InlineData(InsightGrouping.AgentId, "403 {}", "Rows have no agent names: the client lacks the permission. -NoName asks for none.")]
    [InlineData(InsightGrouping.QueueId, "403 {}", "Rows have no queue names: the client lacks the permission routing:queue:view. -NoName asks for none.")]
    [InlineData(InsightGrouping.QueueId, "500 {}", "Rows have no queue names (ServerError). -NoName asks for none.")]
    public async Task Names_that_can_not_be_had_are_warned_of_once(InsightGrouping grouping, string answer, string warning)
    {
        ScriptedServer server = new((Users, answer), ("GET /api/v2/routing/queues", answer));
        PlatformNames names = new(server.Sender, new KnownNames());
        SpeechInsight[] rows = [Row("u-1", new InsightDetails { QueueId = "q-1" })];
        await names.ReadAsync(rows, [grouping], server.Run, Token);
        await names.ReadAsync(rows, [grouping], server.Run, Token);
        Assert.Equal([warning], server.Trace.Warnings);
        Assert.Single(server.Lines);
    }

    [Fact]
    public async Task A_list_is_read_by_the_query_of_its_next_page_to_the_end()
    {
        ScriptedServer server = new(
            (Users + "?a=1", """{"entities":[{"id":"1","name":"A"}],"nextUri":"https://elsewhere/path?b=2"}"""),
            (Users + "?b=2", """{"nextUri":"/api/v2/users?c=3"}"""),
            (Users + "?c=3", """{"entities":[{"id":"2"}],"nextUri":"/api/v2/users?"}"""));
        List<PlatformReference> all = await ListAsync(server);
        Assert.Equal([new PlatformReference("1", "A"), new PlatformReference("2", null)], all);
        Assert.Equal([Users + "?a=1", Users + "?b=2", Users + "?c=3"], server.Lines);
    }

    [Theory]
    [InlineData("?a=1")]
    [InlineData("?b=2")]
    public async Task A_list_that_leads_back_is_IncompleteResult(string back)
    {
        ScriptedServer server = new((Users + "?a=1", """{"nextUri":"?b=2"}"""), (Users + "?b=2", $$"""{"nextUri":"{{back}}"}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ListAsync(server));
        Assert.Equal((InsightsError.IncompleteResult, "/api/v2/users"), (e.Error, e.Target));
        Assert.Equal(2, server.Lines.Count);
    }

    [Theory]
    [InlineData(20_000, true)]
    [InlineData(20_001, false)]
    public async Task A_list_has_at_most_20_000_entries(int count, bool isRead)
    {
        ScriptedServer server = new((Users, "{\"entities\":[" + string.Join(',', Enumerable.Repeat("""{"id":"1"}""", count)) + "]}"));
        InsightsException? e = await Record.ExceptionAsync(() => ListAsync(server)) as InsightsException;
        Assert.Equal(isRead ? (null, null) : (InsightsError.ResponseTooLarge, "/api/v2/users"), (e?.Error, e?.Target));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task A_list_has_at_most_a_thousand_pages(int pages, bool isRead)
    {
        ScriptedServer server = new([(Users + "?a=1", """{"nextUri":"?p=2"}"""), .. Enumerable.Range(2, pages - 1).Select(page => (Users + $"?p={page}", page == pages ? "{}" : $$"""{"nextUri":"?p={{page + 1}}"}"""))]);
        InsightsException? e = await Record.ExceptionAsync(() => ListAsync(server)) as InsightsException;
        Assert.Equal(isRead ? null : InsightsError.ResponseTooLarge, e?.Error);
    }

    private static Task<List<PlatformReference>> ListAsync(ScriptedServer server) => new PlatformList(server.Sender).ReadAsync(
        new ApiRequest(HttpMethod.Get, "/api/v2/users") { Query = "a=1" }, PlatformReference.Read, server.Run, Token);

    private static SpeechInsight Row(string? agent, InsightDetails? details = null) => new(
        new InsightQuery(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Platform), "i", agent, null, null, null, details);
}
