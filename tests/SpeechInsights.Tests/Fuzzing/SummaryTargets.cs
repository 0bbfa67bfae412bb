using System.Text;
using SpeechInsights.Api;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>The readers of the Summary contract, and of the token that both profiles take.</summary>
internal static class SummaryTargets
{
    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "m-1", StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.UnixEpoch.AddDays(1) }, ApiProfile.Summary);

    private static readonly TextPool s_agents = new();
    private static readonly RowShapes s_shapes = new();
    private static readonly RowShapes s_none = new(capacity: 0);

    private static readonly string[] s_insights =
    [
        """{"byGroup":[{"groupId":"int-111","groupName":"interactionId","groupBy":{"time":"2023-10-01T00:00:00.000Z","agentId":"agent-7"},"byMetric":{"speechAnalytics":{"count":3,"sum":4.5},"sentiment":{"count":12,"avg":0.75}}},{"groupId":"int-222","groupBy":{"time":"2023-10-01T00:00:00.000Z","agentId":"agent-7"},"byMetric":{"speechAnalytics":null,"sentiment":{"count":0,"avg":null}}}],"totalCount":2,"pageSize":100,"offset":0}""",
        """{"byGroup":[{"groupId":"int-333","byMetric":{"sentiment":{"count":1,"avg":-1}},"later":{"a":[1,2,{"b":null}]}},{"groupId":"int-444","groupBy":null,"byMetric":null}],"totalCount":202,"pageSize":2,"offset":200}""",
        """{"totalCount":0,"pageSize":100,"offset":0,"byGroup":[]}""",
    ];

    private static readonly string[] s_csat =
    [
        """{"byGroup":[{"groupId":"int-111","groupName":"interactionId","byMetric":{"csat":{"avg":4.5}}},{"groupId":"int-222","byMetric":{"csat":{"count":2,"avg":3}}},{"groupId":"int-333","byMetric":{"csat":null}}],"totalCount":3,"pageSize":100,"offset":0}""",
        """{"byGroup":null,"totalCount":0}""",
    ];

    private static readonly string[] s_model =
    [
        """{"id":"m-1","name":"Billing","status":"deployed","type":"sentiment","lastUpdated":"2023-09-15T10:30:00.000Z"}""",
        """{"id":"m-2","name":null,"status":"training","selfUri":"/api/v2/speechanalytics/v1/models/m-2","lastUpdated":null}""",
    ];

    private static readonly string[] s_webhooks =
    [
        """{"entities":[{"id":"w-1","name":"SpeechInsightsToCoachingSync","description":"d","url":"https://coach.contoso.com/hook","type":"rest","enabled":true,"events":["analytics:query:completed"],"headers":{"X-Source":"genesys","Accept":"application/json"},"filter":{"field":"speechAnalyticsModelId","op":"eq","value":"m-1"},"dateCreated":"2023-10-01T00:00:00Z"},{"id":"w-2","enabled":false}],"pageCount":1,"total":2}""",
    ];

    private static readonly string[] s_token =
    [
        """{"access_token":"kQ3v-x_9.~token","token_type":"bearer","expires_in":86399}""",
        """{"expires_in":0.5,"access_token":"a","scope":null}""",
    ];

    public static IEnumerable<FuzzTarget> All =>
    [
        FuzzTarget.Of("insight rows", s_insights, static input => Read<SpeechInsight, InsightRowReader>(input, new InsightRowReader(s_query, s_agents), static row => (row.InteractionId, row.AgentId, row.Timestamp, row.SpeechAnalytics, row.Sentiment)), Check, Refusal.Json),
        FuzzTarget.Of("csat rows", s_csat, static input => Read<CsatScore, CsatRowReader>(input, default, static row => (row.InteractionId, row.Csat, row.SurveyCount)), Check, Refusal.Json),
        FuzzTarget.Of("summary model", s_model, static input => SummaryModel.Read(input), Check, Refusal.Json),
        FuzzTarget.Of("summary webhooks", s_webhooks, static input => SummaryWebhook.ReadPage(input).Entities, Check, Refusal.Json),
        FuzzTarget.Of("token", s_token, static input => TokenAnswer.Read(input), Check, Refusal.Json),
    ];

    /// <summary>What holds for a webhook of either profile.</summary>
    public static void Check(CoachingWebhook webhook)
    {
        Sane.Id(webhook.Id, "id");
        Sane.Label(webhook.Name, "name");
        Sane.Label(webhook.Uri?.ToString(), "url");
        Sane.Utc(webhook.Created, "dateCreated");
        Assert.All(webhook.Event, static name => Sane.Label(name ?? "\0", "events"));
    }

    public static void Check(SpeechModel model)
    {
        Sane.Id(model.Id, "id");
        Sane.Label(model.Name, "name");
        Sane.Label(model.Status, "status");
        Sane.Label(model.Type, "type");
        Sane.Utc(model.LastUpdated, "lastUpdated");
    }

    // New shapes learn from every input, those that are kept from the first ones alone.
    private static Page<TRow> Read<TRow, TReader>(byte[] input, TReader reader, Func<TRow, object> values)
        where TReader : struct, IRowReader<TRow>
    {
        _ = Read(input, reader, values, new RowShapes());
        return Read(input, reader, values, s_shapes);
    }

    // What is read by the shapes of rows must be what is read without them, and so must be what is refused.
    private static Page<TRow> Read<TRow, TReader>(byte[] input, TReader reader, Func<TRow, object> values, RowShapes shapes)
        where TReader : struct, IRowReader<TRow>
    {
        Page<TRow>? plain = null;
        Exception? refused = null;
        try
        {
            plain = SummaryPage.Read<TRow, TReader>(input, reader, s_none, 100);
        }
        catch (Exception e)
        {
            refused = e;
        }

        try
        {
            Page<TRow> shaped = SummaryPage.Read<TRow, TReader>(input, reader, shapes, 100);
            Assert.NotNull(plain);
            Assert.Equal(plain.Keys, shaped.Keys);
            Assert.Equal(plain.Rows.Select(values), shaped.Rows.Select(values));
            return shaped;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.IsType(e.GetType(), refused, exactMatch: false);
            throw;
        }
    }

    private static void Check(Page<SpeechInsight> page)
    {
        CheckPage(page);
        foreach (SpeechInsight row in page.Rows)
        {
            Sane.Id(row.InteractionId, "groupId");
            Sane.Id(row.AgentId is null or "" ? "none" : row.AgentId, "agentId");
            Sane.Utc(row.Timestamp, "time");
            Sane.Count(row.SpeechAnalytics?.Count, "speechAnalytics.count");
            Sane.Figure(row.SpeechAnalytics?.Sum, "speechAnalytics.sum");
            Sane.Count(row.Sentiment?.Count, "sentiment.count");
            Sane.Figure(row.SentimentAverage, "sentiment.avg");
        }
    }

    private static void Check(Page<CsatScore> page)
    {
        CheckPage(page);
        foreach (CsatScore row in page.Rows)
        {
            Sane.Id(row.InteractionId, "groupId");
            Sane.Figure(row.Csat, "csat.avg");
            Sane.Count(row.SurveyCount, "csat.count");
            Assert.True(row.Csat is not null || row.SurveyCount == 0, "answers without a score");
            Assert.Equal(1, row.CsatScale.Minimum);
        }
    }

    private static void CheckPage<TRow>(Page<TRow> page)
    {
        Assert.Equal(page.Rows.Count, page.Keys.Count);
        Sane.Count(page.Total, "totalCount");
        Assert.DoesNotContain(page.Rows, static row => row is null);
    }

    private static void Check(IReadOnlyList<CoachingWebhook> webhooks)
    {
        foreach (CoachingWebhook webhook in webhooks)
        {
            Check(webhook);
            Sane.Label(webhook.ModelId, "filter.value");
            Assert.DoesNotContain(webhook.Headers, static header => header.Key is null || header.Value is null);
        }
    }

    private static void Check(TokenGrant grant)
    {
        Assert.True(grant.Value.Length > 0 && Encoding.UTF8.GetByteCount(grant.Value) == grant.Value.Length, "access_token is not ASCII");
        Sane.Label(grant.Value, "access_token");
        Assert.InRange(grant.Lifetime, TimeSpan.Zero, TimeSpan.FromSeconds(1e9));
    }
}
