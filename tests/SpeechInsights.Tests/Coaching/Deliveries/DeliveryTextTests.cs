using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>What is sent, and what a file of the spool holds, to the byte.</summary>
public sealed class DeliveryTextTests
{
    private const string Id = "msg_0123456789abcdef0123456789abcdef";

    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 13, 0, 0, 123, TimeSpan.FromHours(1));

    private static readonly DeliveryTarget s_target = DeliveryTarget.Create(new Uri("https://coach.example.com/in?key=1"), true, false);

    [Fact]
    public void A_file_is_a_line_and_the_body()
    {
        DeliveryText text = new(Id, s_target, s_now, 2, "{\"a\":\n1}"u8.ToArray());
        string line = $$"""{"id":"{{Id}}","uri":"https://coach.example.com/in?key=1","allowPrivateNetwork":true,"allowLoopback":false,"created":"2026-11-30T12:00:00.123Z","insights":2}""";
        Assert.Equal(line + "\n{\"a\":\n1}", Encoding.UTF8.GetString(text.ToBytes()));
        Assert.Equal(line.Length + 1, text.HeadLength);

        DeliveryText read = Read(text.ToBytes())!;
        Assert.Equal((Id, s_target, s_now.ToUniversalTime(), 2), (read.Id, read.Target, read.Created, read.InsightCount));
        Assert.Equal("{\"a\":\n1}", Encoding.UTF8.GetString(read.Body.Span));
        DeliveryText other = new(Id, DeliveryTarget.Create(new Uri("http://127.0.0.1/"), false, true), s_now, 1, default);
        Assert.Equal(other.Target, Read(other.ToBytes())!.Target);
        Assert.True(Read(other.ToBytes())!.Body.IsEmpty);
    }

    [Theory]
    [InlineData("\"id\":", "\"ix\":")]
    [InlineData("\"msg_0123456789abcdef0123456789abcdef\"", "null")]
    [InlineData("\"msg_0123456789abcdef0123456789abcdef\"", "7")]
    [InlineData("\"https://coach.example.com/in?key=1\"", "\"coach\"")]
    [InlineData("\"https://coach.example.com/in?key=1\"", "null")]
    [InlineData("\"https://coach.example.com/in?key=1\"", "\"https://10.0.0.1:99999/\"")]
    [InlineData("https://", "http://")]
    [InlineData("\"allowPrivateNetwork\":true", "\"allowPrivateNetwork\":1")]
    [InlineData("\"allowLoopback\":false,", "")]
    [InlineData("2026-11-30T", "2026-13-30T")]
    [InlineData("\"insights\":2", "\"insights\":2.5")]
    [InlineData("{\"id\"", "[\"id\"")]
    [InlineData("}\n", "}")]
    public void What_is_not_whole_is_no_delivery(string old, string changed)
    {
        string text = Encoding.UTF8.GetString(new DeliveryText(Id, s_target, s_now, 2, "{}"u8.ToArray()).ToBytes());
        Assert.NotNull(Read(Encoding.UTF8.GetBytes(text)));
        Assert.NotEqual(text, text.Replace(old, changed, StringComparison.Ordinal));
        Assert.Null(Read(Encoding.UTF8.GetBytes(text.Replace(old, changed, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_file_has_at_most_a_megabyte(int more, bool isRead)
    {
        DeliveryText small = new(Id, s_target, s_now, 2, default);
        byte[] body = new byte[(1024 * 1024) - small.HeadLength + more];
        Assert.Equal(isRead, Read((small with { Body = body }).ToBytes()) is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void A_batch_is_from_1_to_1000(int size, bool isRefused)
    {
        InsightsException? e = Record.Exception(() => DeliveryText.CheckBatch(size)) as InsightsException;
        Assert.Equal(isRefused ? (InsightsError.LimitOutOfRange, "BatchSize") : (null, null), (e?.Error, e?.Target));
        Assert.True(e is null || e.Message.Contains($"{size} is not from 1 to 1000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_is_what_it_is_by_the_byte()
    {
        InsightText insight = InsightText.Of(DeliveryJob.Candidate(1), s_target);
        (DeliveryText text, IReadOnlyList<(InsightText, int)> insights) = Assert.Single(DeliveryText.Pack([(insight, 0), (insight, 3)], s_target, 50, s_now));
        Assert.Equal([(insight, 0), (insight, 3)], insights);
        Assert.Equal((2, s_now, s_target), (text.InsightCount, text.Created, text.Target));
        Assert.Equal(
            """{"type":"coaching.candidates","timestamp":"2026-11-30T12:00:00.123Z","data":{"insights":[""" + $"{Json(insight, 0)},{Json(insight, 3)}" + "]}}",
            Encoding.UTF8.GetString(text.Body.Span));
        Assert.Equal("msg_" + Hash($"{s_target.Digest}\n{insight.IdOf(0)}\n{insight.IdOf(3)}"), text.Id);
    }

    [Fact]
    public void Batches_are_as_large_as_is_asked_and_keep_the_order()
    {
        (InsightText, int)[] insights = [.. Enumerable.Range(0, 7).Select(static number => (InsightText.Of(DeliveryJob.Candidate(number), s_target), number))];
        (DeliveryText Text, IReadOnlyList<(InsightText Insight, int Revision)> Insights)[] packed = [.. DeliveryText.Pack(insights, s_target, 3, s_now)];
        Assert.Equal([3, 3, 1], packed.Select(static pack => pack.Text.InsightCount));
        Assert.Equal(Enumerable.Range(0, 7), packed.SelectMany(static pack => pack.Insights).Select(static one => one.Revision));
        Assert.All(packed, static pack => Assert.All(pack.Insights, one => Assert.Contains(one.Insight.IdOf(one.Revision), Encoding.UTF8.GetString(pack.Text.Body.Span), StringComparison.Ordinal)));
        Assert.Empty(DeliveryText.Pack([], s_target, 3, s_now));
    }

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(1, null)]
    public void A_body_fills_up_to_20_000_bytes(int more, int? together)
    {
        InsightText one = Named("1");
        int both = DeliveryText.Pack([(one, 0), (one, 0)], s_target, 50, s_now).Single().Text.Body.Length;
        InsightText longer = Named(new string('1', DeliveryText.MaximumBody - both + 1 + more));
        DeliveryText[] texts = [.. DeliveryText.Pack([(one, 0), (longer, 0)], s_target, 50, s_now).Select(static pack => pack.Text)];
        Assert.Equal(together is { } size ? [size] : [both - (one.ToJson(0).Length + 1), 20_001 - (one.ToJson(0).Length + 1)], texts.Select(static text => text.Body.Length));
    }

    [Fact]
    public void One_that_is_too_long_goes_alone()
    {
        InsightText small = Named("1");
        Assert.Equal([1, 1, 1], DeliveryText.Pack([(small, 0), (Named(new string('x', 30_000)), 0), (small, 1)], s_target, 50, s_now).Select(static pack => pack.Text.InsightCount));
    }

    [Fact]
    public void An_insight_is_all_that_a_candidate_says()
    {
        InsightQuery query = Query("model");
        InsightDetails details = new() { QueueId = "q", MediaType = "voice", Direction = "inbound", TopicId = "t", TeamId = "tm", DivisionId = "d", WrapUpCode = "w" };
        SpeechInsight insight = new(query, "i-1", "a-1", s_now, new SpeechAnalyticsMetric(4, null), new SentimentMetric(2, -0.5), details);
        CoachingCandidate full = new(new ScoredInsight(insight, new CsatScore("i-1", 1.5, CsatScale.OneToFive, 2)), [new CoachingReason(CoachingRule.LowCsat, 1.5, 2), new CoachingReason(CoachingRule.Topic, 4, 1)], 0.875);
        AssertMembers(
            full,
            """
            "interactionId":"i-1","agentId":"a-1","timestamp":"2026-11-30T12:00:00.123Z","modelId":"model","queueId":"q","mediaType":"voice","direction":"inbound","topicId":"t","teamId":"tm","divisionId":"d","wrapUpCode":"w","sentiment":-0.5,"csat":1.5,"csatScale":"1..5","surveyCount":2,"topicMentions":4,"priority":0.875,"reasons":[{"id":"LowCsat","figure":1.5,"limit":2},{"id":"Topic","figure":4,"limit":1}]
            """);
        CoachingCandidate bare = new(new ScoredInsight(new SpeechInsight(query, "i-1", null, null, null, null), null), [new CoachingReason(CoachingRule.Topic, 1, 1)], 0);
        AssertMembers(
            bare,
            """
            "interactionId":"i-1","agentId":null,"timestamp":null,"modelId":"model","sentiment":null,"csat":null,"csatScale":null,"surveyCount":0,"topicMentions":null,"priority":0,"reasons":[{"id":"Topic","figure":1,"limit":1}]
            """);
    }

    [Fact]
    public void A_row_is_known_again_by_all_that_it_was_grouped_by_and_by_nothing_else()
    {
        InsightDetails details = new() { QueueId = "q", MediaType = "voice", Direction = "inbound", TopicId = "t", TeamId = "tm", DivisionId = "d", WrapUpCode = "w" };
        SpeechInsight[] rows =
        [
            new(Query("model"), "i", "a", s_now, null, null, details),
            new(Query("other"), "i", "a", s_now, null, null, details),
            new(Query("model"), "j", "a", s_now, null, null, details),
            new(Query("model"), "i", "b", s_now, null, null, details),
            new(Query("model"), "i", null, s_now, null, null, details),
            new(Query("model"), "i", "a", s_now.AddTicks(1), null, null, details),
            new(Query("model"), "i", "a", null, null, null, details),
            .. new[]
            {
                details with { QueueId = "x" }, details with { MediaType = "x" }, details with { Direction = "x" }, details with { TopicId = "x" },
                details with { TeamId = "x" }, details with { DivisionId = "x" }, details with { WrapUpCode = null },
            }.Select(static other => new SpeechInsight(Query("model"), "i", "a", s_now, null, null, other)),
        ];
        DeliveryTarget elsewhere = DeliveryTarget.Create(new Uri("https://other.example.com/"), true, false);
        UInt128[] keys = [.. rows.Select(static row => KeyOf(row, s_target)), KeyOf(rows[0], elsewhere)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], KeyOf(new SpeechInsight(Query("model"), "i", "a", s_now.ToUniversalTime(), new SpeechAnalyticsMetric(9, null), new SentimentMetric(1, 1), details), s_target));
    }

    [Fact]
    public void A_target_is_known_by_its_address_and_shown_without_its_query()
    {
        Assert.Equal(Convert.ToHexString(SHA256.HashData("https://coach.example.com/in?key=1"u8))[..16].ToLowerInvariant(), s_target.Digest);
        Assert.Equal("https://coach.example.com/in?***", s_target.Display);
        Assert.Equal("https://coach.example.com/", DeliveryTarget.Create(new Uri("https://coach.example.com"), false, false).Display);
    }

    private static UInt128 KeyOf(SpeechInsight row, DeliveryTarget target) => InsightText.Of(new CoachingCandidate(new ScoredInsight(row, null), [], 0), target).Key;

    private static void AssertMembers(CoachingCandidate candidate, string members)
    {
        string id = "ins_" + Hash(Hash(s_target.Digest + members) + "-12");
        Assert.Equal($$"""{"id":"{{id}}","revision":12,{{members}}}""", Encoding.UTF8.GetString(InsightText.Of(candidate, s_target).ToJson(12)));
    }

    private static InsightQuery Query(string model) => new(new InsightQueryInput { ModelId = model, StartTime = s_now.AddDays(-1), EndTime = s_now }, ApiProfile.Summary);

    private static InsightText Named(string id) => InsightText.Of(new CoachingCandidate(new ScoredInsight(new SpeechInsight(Query("m"), id, null, null, null, null), null), [], 0), s_target);

    private static string Json(InsightText insight, int revision) => Encoding.UTF8.GetString(insight.ToJson(revision));

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLower(CultureInfo.InvariantCulture);

    private static DeliveryText? Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return DeliveryText.TryRead(stream);
    }
}
