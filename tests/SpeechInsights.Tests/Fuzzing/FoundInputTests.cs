using System.Text;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Auditing;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Connections;
using SpeechInsights.Datasets;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Times;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>Inputs that readers once stumbled over.</summary>
public sealed class FoundInputTests
{
    private const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly ApiRequest s_request = new(HttpMethod.Get, "/path");

    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "m", StartTime = DateTimeOffset.UnixEpoch, EndTime = DateTimeOffset.UnixEpoch.AddDays(1) }, ApiProfile.Summary);

    [Theory]
    [InlineData("""{"byGroup":[{"groupId":"int-1","\ud800\ud800":1}],"totalCount":1}""")]
    [InlineData("""{"\ud800\ud800\ud800":1,"byGroup":[],"totalCount":0}""")]
    [InlineData("""{"byGroup":[{"groupId":"int-1","groupBy":{"agentId":"a\u001b[2J"}}],"totalCount":1}""")]
    [InlineData("""{"byGroup":[{"groupId":"int-1\u009b2J"}],"totalCount":1}""")]
    public void A_page_that_is_no_text_is_InvalidResponse(string body) => AssertInvalid(
        body, static sender => sender.SendAsync(s_request, static bytes => SummaryPage.Read<SpeechInsight, InsightRowReader>(bytes, new InsightRowReader(s_query, new TextPool()), new RowShapes(), 1), RunContext.Silent(), default));

    [Fact]
    public void A_metrics_name_that_is_no_text_is_passed_over_where_shapes_are_learned() => Assert.Equal(
        "int-1",
        Assert.Single(SummaryPage.Read<SpeechInsight, InsightRowReader>(
            """{"byGroup":[{"groupId":"int-1","byMetric":{"\ud800":{"count":1}}}],"totalCount":1}"""u8, new InsightRowReader(s_query, new TextPool()), new RowShapes(), 1).Rows).InteractionId);

    [Theory]
    [InlineData("""{"entities":["p-1"]}""")]
    [InlineData("""{"entities":[null]}""")]
    [InlineData("""{"entities":[{"id":"p-1","topics":[7]}]}""")]
    [InlineData("""{"entities":[{"id":"p-1\u0007"}]}""")]
    public void A_list_of_something_else_is_InvalidResponse(string body)
    {
        AssertInvalid(body, static async sender => await new PlatformModels(sender, new KnownNames()).ListAsync(RunContext.Silent(), default).GetAsyncEnumerator().MoveNextAsync());
        Assert.IsType<FormatException>(Record.Exception(() => PlatformJson.Read(
            Encoding.UTF8.GetBytes(body), static root => PlatformJson.List(root, "entities").Select(PlatformProgram.ReadProgram).ToArray())));
    }

    [Fact]
    public void A_trigger_without_a_target_is_one() => Assert.Null(
        PlatformJson.Read("""{"id":"t-1","target":7,"matchCriteria":[7]}"""u8, TriggerJson.Read).FlowId);

    [Fact]
    public void What_a_triggers_test_names_can_be_shown() => Assert.Equal(
        "The server's test: a [2J: passed.", PlatformJson.Read("""{"a\u001b[2J":{"matches":true}}"""u8, TriggerJson.ReadTest));

    [Theory]
    [InlineData("9223372036854775807", "1")]
    [InlineData("1", "1e308")]
    public void Figures_that_no_number_holds_are_InvalidResponse(string count, string sum)
    {
        string metric = $$$"""{"metric":"m","stats":{"sum":{{{sum}}},"count":{{{count}}} } }""";
        byte[] body = Encoding.UTF8.GetBytes("""{"results":[{"group":{"conversationId":"c"},"data":[{"metrics":[""" + metric + "," + metric + "]}]}]}");
        Assert.Equal("InvalidResponse", Assert.Throws<InsightsException>(() => AggregatePage.Read(body, new AggregateQuery { Start = default, End = default, GroupBy = ["conversationId"], Metrics = ["m"] }, new TextPool())).ErrorId);
    }

    [Theory]
    [InlineData("\"completed\"", "1", true)]
    [InlineData("\"Started\"", "null", true)]
    [InlineData("\"done\"", "1", false)]
    [InlineData("\"started,failed\"", "1", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("\"99999999999\"", "1", false)]
    [InlineData("null", "1", false)]
    [InlineData("\"completed\"", "1e999", false)]
    public void An_audit_line_that_nobody_wrote_is_none(string status, string latency, bool isEntry)
    {
        byte[] line = Encoding.UTF8.GetBytes(
            $$$"""{"timestamp":"2026-11-02T11:00:00+02:00","sequence":1,"command":"Test","queryParams":{},"executionLatencyMs":{{{latency}}},"requestCount":0,"retryCount":0,"status":{{{status}}},"correlationIds":[],"previousHash":"{{{Genesis}}}","hash":"{{{Genesis}}}"}""");
        AuditEntry? entry = AuditEntryReader.TryRead(line);
        Assert.Equal(isEntry, entry is not null);
        Assert.Equal(isEntry ? TimeSpan.Zero : null, entry?.Timestamp.Offset);
    }

    [Theory]
    [InlineData("""{"entities":[],"nextUri":"\ud800"}""")]
    [InlineData("""{"entities":["\udc00x"]}""")]
    [InlineData("""{"\ud800\ud800\ud800":1}""")]
    public void Pages_of_any_request_that_are_no_text_are_InvalidResponse(string body) => AssertInvalid(
        body,
        static async sender => await RawPages.ReadAllAsync(
            new PlatformApi(new Uri("http://127.0.0.1/"), sender, new FixedTokenProvider(new AccessToken("token")), TimeProvider.System),
            new RawRequest(HttpMethod.Get, "/api/v2/users", default),
            RunContext.Silent(),
            default).GetAsyncEnumerator().MoveNextAsync());

    [Theory]
    [InlineData("""sentiment_count":-1""", "sentiment_count is negative")]
    [InlineData("""survey_count":-1""", "survey_count is negative")]
    [InlineData("""sentiment_count":1,"sentiment_average":1e999""", "sentiment_average is no finite number")]
    [InlineData("""sentiment_average":0.5""", "no sentiment_count")]
    [InlineData("""speech_analytics_sum":2""", "no speech_analytics_count")]
    [InlineData("""customer_sentiment_average":2""", "no customer_sentiment_count")]
    [InlineData("""csat":4""", "no csat_scale")]
    [InlineData("""net_promoter_score":4""", "no csat_scale")]
    [InlineData("""csat":4,"csat_scale":"1..1e999""" + "\"", "scale")]
    [InlineData("""total_time":1e9""", "span")]
    [InlineData("""agent_id":"a\u001b[2J""" + "\"", "agent_id holds characters that a terminal obeys")]
    [InlineData("""topic_id":"t","topic_name":"\u202E""" + "\"", "topic_name holds characters that a terminal obeys")]
    [InlineData("""interaction_uri_template":"https://apps.contoso.com/a{id}""" + "\"", "interaction_uri_template")]
    [InlineData("""interaction_uri_template":"https://apps.contoso.com/{id}/""" + "\u007F\"", "interaction_uri_template")]
    public void A_row_that_would_come_back_as_another_is_DatasetInvalid(string property, string trouble)
    {
        string row = $$"""{"interaction_id":"c","query_start":"2026-10-19T00:00:00Z","query_end":"2026-10-20T00:00:00Z","{{property}}}""";
        Assert.Contains(trouble, DatasetError(() => DatasetTargets.Read(Encoding.UTF8.GetBytes(row + "\n"), DatasetFormat.JsonLines)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("\u001b[2J")]
    public void A_figure_of_comma_separated_values_that_is_none_is_DatasetInvalid(string figure)
    {
        string file = "interaction_id,sentiment_count,sentiment_average,query_start,query_end\nc,1," + figure + ",2026-10-19T00:00:00Z,2026-10-20T00:00:00Z\n";
        Assert.True(Sane.IsPrintable(DatasetError(() => DatasetTargets.Read(Encoding.UTF8.GetBytes(file), DatasetFormat.Csv))));
    }

    [Theory]
    [InlineData("\"rows\":\"Csv\"", "\"rows\":\"1\"")]
    [InlineData("\"Sentiment\"", "\"99999999999\"")]
    [InlineData("\"AgentId\"", "\"7\"")]
    [InlineData("01:00:00", "99999999.00:00:00")]
    [InlineData("\"a\"", "null")]
    [InlineData("0.5", "1e999")]
    [InlineData("\"1..5\"", "\"1..1e999\"")]
    public void A_description_of_a_dataset_that_nobody_wrote_is_DatasetInvalid(string what, string by) => DatasetError(() => new OneFile("_dataset.json").Use(
        Encoding.UTF8.GetBytes(Replaced(DatasetTargets.All, "dataset description", what, by)), static path => DatasetDescription.Read(Path.GetDirectoryName(path)!)));

    [Theory]
    [InlineData("\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\"", "\"sha256\":null")]
    [InlineData("\"query\":\"1111111111111111111111111111111111111111111111111111111111111111\"", "\"query\":null")]
    public void A_manifest_that_nobody_wrote_is_DatasetInvalid(string what, string by) => DatasetError(() => new OneFile("_manifest.json").Use(
        Encoding.UTF8.GetBytes(Replaced(DatasetTargets.All, "dataset manifest", what, by)), static path => DatasetManifest.Read(path, DatasetTargets.Day)));

    [Theory]
    [InlineData("""{"version":1,"version":1,"connections":[]}""")]
    [InlineData("""{"version":1,"connections":[{"name":"a","profile":"Other"}]}""")]
    [InlineData("""{"version":1,"connections":[{"name":"a","profile":"7"}]}""")]
    [InlineData("""{"version":1,"connections":[{"name":"a","profile":"99999999999"}]}""")]
    public void Connections_that_nobody_wrote_are_ConnectionFileInvalid(string content) => Assert.Equal(
        "ConnectionFileInvalid", Assert.Throws<InsightsException>(() => new OneFile("connections.json").Use(Encoding.UTF8.GetBytes(content), static path => new ConnectionStore(path).Read())).ErrorId);

    [Theory]
    [InlineData("https://b\u00FCcher.conto\uFFFDso.com/")]
    [InlineData("https://coach.conto\uFEFFso.com/hook")]
    public void A_webhooks_host_that_is_no_name_is_refused(string address)
    {
        InsightsException refused = Assert.Throws<InsightsException>(() => DeliveryTarget.Create(new Uri(address), true, true));
        Assert.Equal(("InsecureWebhookUri", true), (refused.ErrorId, Sane.IsPrintable(refused.Target)));
    }

    [Theory]
    [InlineData("\\\\\u202E")]
    [InlineData("//\u202E")]
    [InlineData("\\/\u202E\u202E")]
    [InlineData("//\u202E/|0[\uFFFD")]
    public void An_address_that_NET_can_not_even_refuse_is_none(string address)
    {
        string json = System.Text.Json.JsonSerializer.Serialize(address);
        Assert.Null(AddressText.Read(address));
        Assert.Equal("UnknownRegion", Assert.Throws<InsightsException>(() => GenesysRegion.Find(address)).ErrorId);
        Assert.Null(SummaryWebhook.Read(Encoding.UTF8.GetBytes($$"""{"id":"w-1","url":{{json}} }""")).Uri);
        byte[] connections = Encoding.UTF8.GetBytes($$"""{"version":1,"connections":[{"name":"a","baseUri":{{json}} }]}""");
        Assert.Equal("ConnectionFileInvalid", Assert.Throws<InsightsException>(() => new OneFile("connections.json").Use(connections, static path => new ConnectionStore(path).Read())).ErrorId);
        using MemoryStream file = new(Encoding.UTF8.GetBytes($$"""{"id":"msg_1","uri":{{json}},"allowPrivateNetwork":false,"allowLoopback":false,"created":"2026-10-19T00:00:00Z","insights":1}""" + "\n"));
        Assert.Null(DeliveryText.TryRead(file));
    }

    [Theory]
    [InlineData("0", "", true)]
    [InlineData("00", "", false)]
    [InlineData("0", "\n", false)]
    public void The_name_of_a_delivery_is_written_in_one_way(string attempts, string end, bool isName) =>
        Assert.Equal(isName, DeliveryName.TryParse($"0123456789abcdef-msg_0123456789abcdef0123456789abcdef-{attempts}-1792742400000-0.json{end}") is not null);

    [Fact]
    public void A_delivery_without_an_id_is_none()
    {
        using MemoryStream file = new("{\"id\":null,\"uri\":\"https://coach.contoso.com/\",\"allowPrivateNetwork\":false,\"allowLoopback\":false,\"created\":\"2026-10-19T00:00:00Z\",\"insights\":1}\n"u8.ToArray());
        Assert.Null(DeliveryText.TryRead(file));
    }

    [Theory]
    [InlineData("0001-01-01", "Europe/Berlin")]
    [InlineData("9999-12-31T23:59:59", "Pacific/Honolulu")]
    public void A_time_outside_of_all_time_is_InvalidTime(string text, string zone) => Assert.Equal(
        "InvalidTime", Assert.Throws<InsightsException>(() => TimeText.Read(text, LocalClock.Of(DateTimeOffset.UnixEpoch, zone), "StartTime")).ErrorId);

    private static string DatasetError(Action read)
    {
        InsightsException error = Assert.Throws<InsightsException>(read);
        Assert.Equal("DatasetInvalid", error.ErrorId);
        return error.Message;
    }

    // A good seed with one thing changed.
    private static string Replaced(IEnumerable<FuzzTarget> targets, string name, string what, string by)
    {
        FuzzTarget target = targets.First(target => target.Name == name);
        string seed = Encoding.UTF8.GetString(target.Seeds[0]);
        Assert.Contains(what, seed, StringComparison.Ordinal);
        return seed.Replace(what, by, StringComparison.Ordinal);
    }

    private static void AssertInvalid<T>(string body, Func<RequestSender, Task<T>> send) =>
        Assert.Equal("InvalidResponse", Assert.ThrowsAny<InsightsException>(() => new CannedApi().Answer(Encoding.UTF8.GetBytes(body), send)).ErrorId);
}
