using System.Text;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
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

    private static void AssertInvalid<T>(string body, Func<RequestSender, Task<T>> send) =>
        Assert.Equal("InvalidResponse", Assert.ThrowsAny<InsightsException>(() => new CannedApi().Answer(Encoding.UTF8.GetBytes(body), send)).ErrorId);
}
