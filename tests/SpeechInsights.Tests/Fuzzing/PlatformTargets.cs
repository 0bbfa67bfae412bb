using System.Text;
using System.Text.Json;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>The readers of the Platform API; where only the adapter can be asked, through the real sender.</summary>
internal static class PlatformTargets
{
    private static readonly AggregateQuery s_asked = new() { Start = default, End = default, GroupBy = ["conversationId", "userId"], Metrics = ["oSentimentScore", "nTopicCommunications"] };

    private static readonly TextPool s_users = new();

    private static readonly string[] s_aggregates =
    [
        """{"results":[{"group":{"conversationId":"6f0d7a4e-0001","userId":"u-1","mediaType":"voice"},"data":[{"interval":"2026-11-02T09:00:00.000Z/2026-11-02T10:00:00.000Z","metrics":[{"metric":"oSentimentScore","stats":{"count":4,"sum":120.5}},{"metric":"nTopicCommunications","stats":{"count":2}}]},{"interval":"2026-11-02T10:00:00.000Z/2026-11-02T11:00:00.000Z","metrics":[{"metric":"oSentimentScore","stats":{"count":1,"sum":-50}}]}]}],"cursor":"next"}""",
        """{"results":[{"data":[{"metrics":[{"stats":{"count":4,"sum":null},"metric":"tOther"}]}],"group":{"conversationId":"6f0d7a4e-0002"}},{"group":null,"data":null}]}""",
        """{"results":null}""",
    ];

    private static readonly string[] s_details =
    [
        """{"conversations":[{"conversationId":"c-1","conversationStart":"2026-11-02T09:00:00.000Z","participants":[{"purpose":"agent"}]},{"conversationId":"c-2","conversationStart":null}],"totalHits":2}""",
    ];

    private static readonly string[] s_programs =
    [
        """{"entities":[{"id":"p-1","name":"Billing","published":true,"topics":[{"id":"t-1","name":"billing_inquiry"}],"dateModified":"2026-10-01T00:00:00.000Z","datePublished":null,"dialect":"en-US"},{"id":"p-2","published":false}],"pageCount":1,"nextUri":null}""",
    ];

    private static readonly string[] s_small =
    [
        """{"entities":["en-US",{"dialect":"de-DE"},{"id":"fr-FR"}]}""",
        """{"retentionDays":730,"entities":[]}""",
        """{"dataAvailabilityDate":"2026-11-01T00:00:00Z"}""",
        """{"queues":[{"id":"q-1"},{"id":"q-2"}],"flows":[{"id":"f-1"}]}""",
    ];

    private static readonly string[] s_triggers =
    [
        """{"entities":[{"id":"t-1","name":"Coaching","topicName":"v2.detail.events.conversation.{id}.acw","enabled":true,"target":{"type":"Workflow","id":"flow-1","workflowTargetSettings":{"dataFormat":"TopLevelPrimitives"}},"matchCriteria":[{"jsonPath":"mediaType","operator":"Equal","value":"VOICE"},{"jsonPath":"programId","operator":"Equal","value":"p-1"}],"version":3},{"id":"t-2"}]}""",
    ];

    private static readonly string[] s_topics = ["""{"entities":["v2.detail.events.conversation.{id}.acw","v2.detail.events.conversation.{id}.customer.end"],"nextUri":null}"""];

    private static readonly string[] s_appointments =
    [
        """{"entities":[{"id":"a-1","name":"Coaching","facilitator":{"id":"u-9"},"attendees":[{"id":"u-1"}],"conversations":[{"id":"c-1"}],"dateStart":"2026-11-03T09:00:00Z","lengthInMinutes":30,"status":"Scheduled"},{"id":"a-2"}],"pageCount":1}""",
    ];

    private static readonly string[] s_grants =
    [
        """{"id":"c-1","grants":[{"role":{"policies":[{"domain":"analytics","entityName":"conversationAggregate","actions":["view","*"]}]}},{"role":null}]}""",
    ];

    private static readonly string[] s_raw =
    [
        """{"entities":[{"id":"x"},7],"nextUri":"/api/v2/users?pageNumber=2"}""",
        """{"results":[],"cursor":"a"}""",
        """[1,{"a":null}]""",
    ];

    private static readonly string[] s_test = ["""{"matchCriteria":{"matches":true,"details":[{"jsonPath":"mediaType"}]},"eventBody":{"matches":false},"jsonSchema":{"matches":null}}"""];

    private static readonly Predicate<Exception> s_refusal = Refusal.Api("InvalidResponse", "ResponseTooLarge");

    private static readonly Predicate<Exception> s_listRefusal = Refusal.Api("InvalidResponse", "ResponseTooLarge", "IncompleteResult", "TopicNotFound");

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            CannedApi api = new();
            CannedApi topics = new(static request => request.RequestUri!.AbsolutePath switch
            {
                string path when path.EndsWith("/topics", StringComparison.Ordinal) => null,
                string path when path.EndsWith("/test", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(s_test[0]),
                _ => Encoding.UTF8.GetBytes(s_triggers[0]),
            });
            return
            [
                FuzzTarget.Of("aggregates", s_aggregates, static input => AggregatePage.Read(input, s_asked, s_users), Check, static e => Refusal.Json(e) || s_refusal(e)),
                FuzzTarget.Of("conversation details", s_details, input => api.Answer(input, ReadStarts), Check, s_refusal),
                FuzzTarget.Of("programs", s_programs, input => api.Answer(input, ReadModels), Check, s_listRefusal),
                FuzzTarget.Of("small answers", s_small, input => api.Answer(input, sender => ReadSmall(sender, input.Length % 4)), static _ => { }, s_refusal),
                FuzzTarget.Of("triggers", s_triggers, input => api.Answer(input, static sender => new PlatformTriggers(sender).ListAsync(RunContext.Silent(), default)), Check, s_listRefusal),
                FuzzTarget.Of("trigger topics", s_topics, input => topics.Answer(input, TryTrigger), static text => Sane.Label(text, "the sentence"), s_listRefusal),
                FuzzTarget.Of("appointments", s_appointments, input => api.Answer(input, static sender => new PlatformAppointments(sender).ListAsync(["u-1"], RunContext.Silent(), default)), Check, s_listRefusal),
                FuzzTarget.Of("permissions", s_grants, input => api.Answer(input, static sender => new PlatformPermissions(sender).ReadAsync(null, RunContext.Silent(), default)), static _ => { }, s_refusal),
                FuzzTarget.Of("pages of any request", s_raw, input => api.Answer(input, ReadRaw), static all => all.ForEach(Check), s_listRefusal),
                FuzzTarget.Of("trigger test", s_test, static input => PlatformJson.Read(input, TriggerJson.ReadTest), static text => Sane.Label(text, "the sentence"), Refusal.Json),
            ];
        }
    }

    private static Task<Dictionary<string, DateTimeOffset>> ReadStarts(RequestSender sender) => new ConversationDetails(sender).GetStartsAsync(
        ["c-1", "c-2"], new TimeWindow(DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch.AddDays(2)), RunContext.Silent(), default);

    private static async Task<List<SpeechModel>> ReadModels(RequestSender sender)
    {
        List<SpeechModel> models = [];
        await foreach (IReadOnlyList<SpeechModel> page in new PlatformModels(sender, new KnownNames()).ListAsync(RunContext.Silent(), default))
        {
            models.AddRange(page);
        }

        return models;
    }

    private static async Task<object> ReadSmall(RequestSender sender, int which)
    {
        PlatformModels models = new(sender, new KnownNames());
        return which switch
        {
            0 => await models.GetSentimentDialectsAsync(RunContext.Silent(), default),
            1 => await models.GetRetentionDaysAsync(RunContext.Silent(), default) ?? 0,
            2 => await models.GetDataAvailabilityAsync(RunContext.Silent(), default) ?? default,
            _ => await models.CountMappingsAsync("p-1", RunContext.Silent(), default),
        };
    }

    // The same answer again is a circle; where it names no page after it, it is the last.
    private static async Task<List<JsonElement>> ReadRaw(RequestSender sender)
    {
        PlatformApi api = new(new Uri("http://127.0.0.1/"), sender, new FixedTokenProvider(new AccessToken("token")), TimeProvider.System);
        List<JsonElement> all = [];
        bool hasPage = false;
        try
        {
            await foreach (IReadOnlyList<JsonElement> page in RawPages.ReadAllAsync(api, new RawRequest(HttpMethod.Get, "/api/v2/users", default), RunContext.Silent(), default))
            {
                all.AddRange(page);
                hasPage = true;
            }
        }
        catch (InsightsException e) when (e.ErrorId == "IncompleteResult" && hasPage)
        {
        }

        return all;
    }

    private static Task<string> TryTrigger(RequestSender sender) => new PlatformTriggers(sender).TryAsync(
        new WebhookRegistration { Name = "Coaching", ModelId = "p-1", FlowId = "flow-1" }, RunContext.Silent(), default);

    private static void Check(AggregatePage page)
    {
        Assert.NotEqual("", page.Cursor);
        foreach (AggregateGroup group in page.Groups)
        {
            Sane.Id(group.ConversationId.Length == 0 ? "none" : group.ConversationId, "conversationId");
            Sane.Id(group.Dimensions[1] is not { Length: > 0 } user ? "none" : user, "userId");
            Sane.Utc(group.FirstBucket, "interval");
            foreach (MetricFigures figures in group.Figures)
            {
                Sane.Count(figures.Count, "count");
                Sane.Count(figures.Positive, "countPositive");
                Sane.Count(figures.Negative, "countNegative");
                Sane.Figure(figures.Sum, "sum");
                Assert.True(figures.Has || figures.Count == 0, "a count of nothing");
            }
        }
    }

    private static void Check(Dictionary<string, DateTimeOffset> starts)
    {
        foreach ((_, DateTimeOffset start) in starts)
        {
            Sane.Utc(start, "conversationStart");
        }
    }

    // Whoever shows it reads every text.
    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Assert.NotNull(element.GetString());
                break;
            case JsonValueKind.Array:
                Assert.All(element.EnumerateArray(), Check);
                break;
            case JsonValueKind.Object:
                Assert.All(element.EnumerateObject(), static property => Check(property.Value));
                Assert.All(element.EnumerateObject(), static property => Assert.NotNull(property.Name));
                break;
        }
    }

    private static void Check(List<SpeechModel> models) => models.ForEach(SummaryTargets.Check);

    private static void Check(IReadOnlyList<CoachingAppointment> appointments)
    {
        foreach (CoachingAppointment appointment in appointments)
        {
            Sane.Id(appointment.AppointmentId, "id");
            Sane.Label(appointment.Name, "name");
            Sane.Label(appointment.Status, "status");
            Sane.Utc(appointment.Start, "dateStart");
            Assert.All(appointment.AgentId, static id => Sane.Id(id, "attendees"));
            Assert.All(appointment.InteractionId, static id => Sane.Id(id, "conversations"));
        }
    }

    private static void Check(IReadOnlyList<CoachingWebhook> triggers)
    {
        foreach (CoachingWebhook trigger in triggers)
        {
            SummaryTargets.Check(trigger);
            Sane.Id(trigger.FlowId is null or "" ? "none" : trigger.FlowId, "target.id");
        }
    }
}
