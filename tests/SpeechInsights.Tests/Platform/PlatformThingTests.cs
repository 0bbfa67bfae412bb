using System.Text;
using System.Text.Json;
using SpeechInsights.Api.Platform;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Models;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Programs, topics, triggers and appointments as they are read, with what is optional left out.</summary>
public sealed class PlatformThingTests
{
    private const string Programs = "GET /api/v2/speechandtextanalytics/programs";
    private const string Topics = "GET /api/v2/speechandtextanalytics/topics";
    private const string Triggers = "/api/v2/processautomation/triggers";
    private const string Usual = "v2.detail.events.conversation.{id}.acw";

    private static readonly DateTimeOffset s_time = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly WebhookRegistration s_wanted = new() { Name = "hook", ModelId = "", FlowId = "f-1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_may_have_little()
    {
        ScriptedServer server = new(
            (Programs + "/p%2F1", """{"id":"p/1"}"""),
            (Programs + "/p2", """{"id":"p2","name":"Sales","published":true,"dialect":"de-DE","dateModified":"2026-10-01T02:00:00+02:00","datePublished":"2026-10-01T00:00:00Z","topics":[{"id":"t-1","name":"Billing"},{"id":"t-2"}]}"""));
        PlatformModels models = new(server.Sender, new KnownNames());
        PlatformProgram bare = await models.GetAsync("p/1", server.Run, Token);
        Assert.Equal(("p/1", null, "program", false, null, null, null), (bare.Id, bare.Name, bare.Kind, bare.IsPublished, bare.Dialect, bare.Modified, bare.Published));
        Assert.Empty(bare.Topics);
        Assert.Equal(("unpublished", "program", null), (bare.ToModel().Status, bare.ToModel().Type, bare.ToModel().LastUpdated));
        PlatformProgram full = await models.GetAsync("p2", server.Run, Token);
        Assert.Equal(("p2", "Sales", true, "de-DE", s_time, s_time), (full.Id, full.Name, full.IsPublished, full.Dialect, full.Modified, full.Published));
        Assert.Equal([new PlatformReference("t-1", "Billing"), new PlatformReference("t-2", null)], full.Topics);
        Assert.Equal(("p2", "Sales", "published", s_time), (full.ToModel().Id, full.ToModel().Name, full.ToModel().Status, full.ToModel().LastUpdated));
    }

    [Fact]
    public async Task What_is_no_program_may_be_a_topic_and_is_remembered_by_name()
    {
        ScriptedServer server = new((Programs + "/t-1", "404 {}"), (Topics + "/t-1", """{"id":"t-1","name":"Billing","published":true}"""));
        PlatformApi api = server.Platform();
        SpeechModel model = await api.GetModelAsync("t-1", server.Run, Token);
        Assert.Equal(("topic", "published"), (model.Type, model.Status));
        Assert.Equal(("Billing", "Billing"), (api.Known.Find(NameKind.Model, "t-1"), api.Known.Find(NameKind.Topic, "t-1")));
        InsightsException e = await Assert.ThrowsAnyAsync<InsightsException>(() => api.GetModelAsync("none", server.Run, Token));
        Assert.Equal((InsightsError.ModelNotFound, "none"), (e.Error, e.Target));
    }

    [Fact]
    public async Task Programs_are_listed_in_their_latest_state_or_not_at_all()
    {
        ScriptedServer server = new((Programs + "?pageSize=100&state=Latest", """{"entities":[{"id":"p-1","topics":[{"id":"t-1","name":"T"}]},{"id":"p-2"}]}"""));
        PlatformApi api = server.Platform();
        Assert.Equal(["p-1", "p-2"], (await PlatformRequestTests.CollectAsync(api.ListModelsAsync(server.Run, Token))).Select(static model => model.Id));
        Assert.Equal("T", api.Known.Find(NameKind.Topic, "t-1"));
        ScriptedServer empty = new((Programs, "{}"));
        Assert.False(await empty.Platform().ListModelsAsync(empty.Run, Token).GetAsyncEnumerator(Token).MoveNextAsync());
    }

    [Fact]
    public async Task What_a_program_hangs_on_is_read_whatever_is_missing()
    {
        ScriptedServer server = new(
            (Programs + "/p%201/mappings", """{"queues":[{},{}],"flows":[{}]}"""),
            (Topics + "?ids=t%201&ids=t2", """{"entities":[{"id":"t 1","published":true}]}"""),
            ("GET /api/v2/speechandtextanalytics/sentiment/dialects", """{"entities":["en-US",{"dialect":"de-DE","id":"x"},{"id":"fr-FR"},7,{}]}"""),
            ("GET /api/v2/analytics/dataretention/settings", """{"retentionDays":400}"""),
            ("GET /api/v2/analytics/dataretention/settings", """{"retentionDays":4.5}"""),
            ("GET /api/v2/analytics/dataretention/settings", """{}"""),
            ("GET /api/v2/analytics/conversations/details/jobs/availability", """{"dataAvailabilityDate":"2026-10-01T01:00:00+01:00"}"""),
            ("GET /api/v2/analytics/conversations/details/jobs/availability", """{"dataAvailabilityDate":"soon"}"""));
        PlatformModels models = new(server.Sender, new KnownNames());
        Assert.Equal(3, await models.CountMappingsAsync("p 1", server.Run, Token));
        Assert.Equal("t 1", Assert.Single(await models.GetTopicsAsync(["t 1", "t2"], server.Run, Token)).Id);
        HashSet<string> dialects = await models.GetSentimentDialectsAsync(server.Run, Token);
        Assert.Equal(["de-DE", "en-US", "fr-FR"], dialects.Order(StringComparer.Ordinal));
        Assert.Contains("DE-de", dialects);
        Assert.Equal([400, null, null], new[] { await models.GetRetentionDaysAsync(server.Run, Token), await models.GetRetentionDaysAsync(server.Run, Token), await models.GetRetentionDaysAsync(server.Run, Token) });
        Assert.Equal([s_time, null], new[] { await models.GetDataAvailabilityAsync(server.Run, Token), await models.GetDataAvailabilityAsync(server.Run, Token) });
    }

    [Fact]
    public async Task Topics_are_asked_for_fifty_at_a_time()
    {
        ScriptedServer server = new((Topics, "{}"));
        await new PlatformModels(server.Sender, new KnownNames()).GetTopicsAsync(Enumerable.Range(0, 51).Select(static i => $"t-{i}"), server.Run, Token);
        Assert.Equal([50, 1], server.Lines.Select(static line => line.Split("ids=t-").Length - 1));
    }

    [Fact]
    public async Task Topics_are_found_by_their_whole_name_and_asked_for_once()
    {
        ScriptedServer server = new((Topics + "?pageSize=100&state=latest&name=Late%20fee", """{"entities":[{"id":"1","name":"late FEE"},{"id":"2","name":"Late fees"},{"id":"3","name":"Late fee"},{"id":"4"}]}"""));
        KnownNames known = new();
        PlatformTopics topics = new(server.Sender, known);
        Assert.Equal(["1", "3"], await topics.ResolveAsync(["Late fee"], null, server.Run, Token));
        Assert.Equal(["1", "3"], await topics.ResolveAsync(["LATE FEE"], null, server.Run, Token));
        Assert.Single(server.Lines);
        Assert.Equal("Late fees", known.Find(NameKind.Topic, "2"));
        PlatformProgram program = new("p", "Sales", "program", true, null, null, null, [new("7", "Late Fee"), new("8", "Other"), new("9", null)]);
        Assert.Equal(["7", "8"], await topics.ResolveAsync(["late fee", "OTHER"], program, server.Run, Token));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => topics.ResolveAsync(["other", "None"], program, server.Run, Token));
        Assert.Equal((InsightsError.TopicNotFound, "There is no topic named 'None' in the program 'Sales'.", "None"), (e.Error, e.Message, e.Target));
        ScriptedServer empty = new((Topics, "{}"));
        PlatformTopics none = new(empty.Sender, known);
        e = await Assert.ThrowsAsync<InsightsException>(() => none.ResolveAsync(["None"], null, empty.Run, Token));
        Assert.Equal("There is no topic named 'None'.", e.Message);
        await Assert.ThrowsAsync<InsightsException>(() => none.ResolveAsync(["None"], null, empty.Run, Token));
        Assert.Equal(2, empty.Lines.Count);
    }

    [Theory]
    [InlineData("""{"id":"t-1"}""", "", false, null, null, null, null)]
    [InlineData("""{"id":"t-1","name":"hook","enabled":true,"topicName":"v2.x","target":{"id":"f-1"},"version":3,"matchCriteria":[{"jsonPath":"mediaType","value":"VOICE"},{"jsonPath":"programId","value":"p-1"}]}""", "hook", true, "v2.x", "f-1", 3, "p-1")]
    [InlineData("""{"id":"t-1","name":7,"enabled":"true","topicName":null,"target":{},"version":1.5,"matchCriteria":{}}""", "", false, null, null, null, null)]
    [InlineData("""{"id":"t-1","version":99999999999,"matchCriteria":[{"jsonPath":"programId"}]}""", "", false, null, null, null, null)]
    public void A_trigger_may_say_little(string json, string name, bool enabled, string? topic, string? flow, int? version, string? model)
    {
        CoachingWebhook trigger = PlatformJson.Read(Encoding.UTF8.GetBytes(json), TriggerJson.Read);
        Assert.Equal(("t-1", name, enabled, flow, version, model), (trigger.Id, trigger.Name, trigger.Enabled, trigger.FlowId, trigger.Version, trigger.ModelId));
        Assert.Equal(topic is null ? [] : [topic], trigger.Event);
        Assert.Null(trigger.Uri);
        Assert.Null(trigger.Created);
        Assert.Equal($"{name} (t-1)", trigger.ToString());
    }

    [Theory]
    [InlineData("{}", "The server's test says nothing.")]
    [InlineData("""{"a":7,"b":{}}""", "The server's test says nothing.")]
    [InlineData("""{"a":{"matches":true},"b":{"matches":false},"c":{"matches":"true"}}""", "The server's test: a: passed, b: failed, c: failed.")]
    public void A_triggers_test_is_told_in_a_sentence(string json, string expected) => Assert.Equal(expected, PlatformJson.Read(Encoding.UTF8.GetBytes(json), TriggerJson.ReadTest));

    [Theory]
    [InlineData("hook", "f-1", Usual, true, null, true)]
    [InlineData("Hook", "f-1", Usual, true, null, false)]
    [InlineData("hook", "f-2", Usual, true, null, false)]
    [InlineData("hook", "f-1", "v2.other", true, null, false)]
    [InlineData("hook", "f-1", Usual, false, null, false)]
    [InlineData("hook", "f-1", Usual, true, "p-1", false)]
    public void A_trigger_is_the_same_where_all_of_it_is(string name, string flow, string topic, bool enabled, string? model, bool isSame) => Assert.Equal(
        isSame, PlatformTriggers.IsSame(new CoachingWebhook("t", name, null, enabled, [topic], null) { FlowId = flow, ModelId = model }, s_wanted));

    [Fact]
    public async Task A_trigger_is_changed_under_its_version_and_deleted_by_its_id()
    {
        ScriptedServer server = new(
            ($"PUT {Triggers}/t%2F1", """{"id":"t/1","name":"hook"}"""),
            ($"PUT {Triggers}/t2", "409 {}"),
            ($"PUT {Triggers}/t2", """{"id":"t2"}"""),
            ($"GET {Triggers}/t2", """{"id":"t2","version":7}"""),
            ($"DELETE {Triggers}/t2", "{}"));
        PlatformApi api = server.Platform();
        Assert.Equal("t/1", (await api.ReplaceWebhookAsync(Trigger("t/1", 4), s_wanted, server.Run, Token))!.Id);
        await api.ReplaceWebhookAsync(Trigger("t/1", null), s_wanted, server.Run, Token);
        await api.ReplaceWebhookAsync(Trigger("t2", 4), s_wanted, server.Run, Token);
        Assert.Null(await api.ReplaceWebhookAsync(Trigger("t2", 4), s_wanted with { Topic = "v2.other" }, server.Run, Token));
        await api.DeleteWebhookAsync("t2", server.Run, Token);
        Assert.Equal([4, 1, 4, 0, 7, 0], server.Bodies.Select(static body => body.Length == 0 ? 0 : JsonDocument.Parse(body).RootElement.GetProperty("version").GetInt32()));
        Assert.Equal($"DELETE {Triggers}/t2", server.Lines[^1]);
        InsightsException e = await Assert.ThrowsAnyAsync<InsightsException>(() => api.DeleteWebhookAsync("none", server.Run, Token));
        Assert.Equal((InsightsError.WebhookNotFound, "none"), (e.Error, e.Target));
    }

    [Fact]
    public async Task A_topic_that_there_is_not_is_told_with_some_that_there_are()
    {
        ScriptedServer server = new(($"GET {Triggers}/topics?pageSize=200", """{"entities":["v2.a","v2.b","v2.c","v2.d","v2.e","v2.f"]}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => server.Platform().CreateWebhookAsync(s_wanted with { Topic = "V2.A" }, server.Run, Token));
        Assert.Equal((InsightsError.TopicNotFound, "'V2.A' is no topic that a trigger can have in this organisation.", "It has 6, for example v2.a, v2.b, v2.c, v2.d, v2.e.", "V2.A"), (e.Error, e.Message, e.Hint, e.Target));
        Assert.Single(server.Lines);
    }

    [Theory]
    [InlineData("""{"entities":[]}""", "topics/v2.x/test")]
    [InlineData("""{"entities":[{"id":"t-1","name":"hook"}]}""", "t-1/test")]
    [InlineData("""{"entities":[{"id":"t-1","name":"other"}]}""", "topics/v2.x/test")]
    public async Task What_is_tried_is_the_trigger_of_that_name_or_the_topic(string list, string path)
    {
        ScriptedServer server = new(
            ($"GET {Triggers}/topics", """{"entities":["v2.x"]}"""), ($"GET {Triggers}?pageSize=200", list), ($"POST {Triggers}/{path}", """{"a":{"matches":true}}"""));
        Assert.Equal("The server's test: a: passed.", await server.Platform().TryWebhookAsync(s_wanted with { Topic = "v2.x" }, server.Run, Token));
        Assert.Equal($"POST {Triggers}/{path}", server.Lines[^1]);
        Assert.Equal("""{"conversationId":"00000000-0000-0000-0000-000000000000","mediaType":"VOICE"}""", server.Bodies[^1]);
    }

    [Fact]
    public async Task Appointments_are_listed_by_25_agents_at_a_time_and_may_say_little()
    {
        ScriptedServer server = new(
            ("GET /api/v2/coaching/appointments", """{"entities":[{"id":"a-1","name":"N","attendees":[{"id":"u-1"}],"conversations":[{"id":"c-1"}],"facilitator":{"id":"u-2"},"dateStart":"2026-10-01T01:00:00+01:00","lengthInMinutes":30,"status":"Scheduled"},{"id":"a-2","facilitator":7,"lengthInMinutes":"30","dateStart":7}]}"""));
        IReadOnlyList<CoachingAppointment> all = await server.Platform().ListAppointmentsAsync([.. Enumerable.Range(0, 26).Select(static i => $"u {i}")], server.Run, Token);
        Assert.Equal(["a-1", "a-2"], all.Select(static appointment => appointment.AppointmentId));
        Assert.Equal(("N", "u-2", s_time, TimeSpan.FromMinutes(30), "Scheduled", false), (all[0].Name, all[0].FacilitatorId, all[0].Start, all[0].Duration, all[0].Status, all[0].IsNew));
        Assert.Equal(["u-1", "c-1"], [.. all[0].AgentId, .. all[0].InteractionId]);
        Assert.Equal(("", null, null, null, null, "N (a-1)"), (all[1].Name, all[1].FacilitatorId, all[1].Start, all[1].Duration, all[1].Status, all[0].ToString()));
        Assert.Empty(all[1].AgentId);
        Assert.Equal([25, 1], server.Lines.Select(static line => line.Split("userIds=u%20").Length - 1));
        Assert.All(server.Lines, static line => Assert.EndsWith("&pageSize=100", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"a-1","status":"Scheduled"}""", "", "Scheduled")]
    [InlineData("""{"id":"a-1","status":7}""", "Name", null)]
    public async Task What_was_made_is_as_the_server_says_or_as_it_was_ordered(string answer, string name, string? status)
    {
        ScriptedServer server = new(("POST /api/v2/coaching/appointments", answer));
        CoachingAppointment made = await server.Platform().CreateAppointmentAsync(new AppointmentRequest("u", ["c"], "Name", "", s_time, TimeSpan.FromMinutes(1), null), server.Run, Token);
        Assert.Equal(("a-1", name, status, true), (made.AppointmentId, made.Name, made.Status, made.IsNew));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"\u0007"}""")]
    public void A_thing_without_an_id_is_none(string json) => Assert.Equal(
        "id is not of the expected kind", Assert.Throws<FormatException>(() => PlatformJson.Read(Encoding.UTF8.GetBytes(json), PlatformJson.Id)).Message);

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void An_answer_that_is_no_object_is_none(string json) => Assert.Equal(
        "the answer is not of the expected kind", Assert.Throws<FormatException>(() => PlatformJson.Read(Encoding.UTF8.GetBytes(json), static root => root.ValueKind)).Message);

    [Fact]
    public void An_answer_is_at_most_as_deep_as_anything_may_be()
    {
        Assert.True(PlatformJson.Read(Nested(JsonDepth.Maximum - 1), static _ => true));
        Assert.ThrowsAny<JsonException>(() => PlatformJson.Read(Nested(JsonDepth.Maximum), static _ => true));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes("{\"x\":" + new string('[', depth) + new string(']', depth) + "}");
    }

    private static CoachingWebhook Trigger(string id, int? version) => new(id, "hook", null, true, [Usual], null) { Version = version };
}
