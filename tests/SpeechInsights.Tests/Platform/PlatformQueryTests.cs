using System.Numerics;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformQueryTests
{
    [Fact]
    public async Task A_month_is_read_by_a_job_and_equals_the_truth()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync();
        PlatformTruthRow[] truth = [.. harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End)];
        PlatformHarness.AssertIsTruth(rows, truth);
        Assert.Equal(1, harness.Count("POST", PlatformHarness.Transcripts + "/jobs"));
        Assert.Equal(0, harness.Count("POST", PlatformHarness.Transcripts + "/query"));
        Assert.Equal(0, harness.Server.Platform.Transcripts.JobCount);

        // What the simulator must have for the comparison to mean anything.
        Assert.Contains(truth, static row => row.UserId is null);
        Assert.Contains(truth, static row => row.SentimentCount > 1);
        Assert.Contains(truth, static row => row.SentimentCount == 0);
    }

    [Fact]
    public async Task A_row_has_the_hour_of_its_first_leg()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        Dictionary<(string, string?), SpeechInsight> rows = (await harness.ReadAsync()).ToDictionary(static row => (row.InteractionId, row.AgentId));
        foreach (PlatformTruthRow row in harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End))
        {
            DateTimeOffset hour = new(row.FirstAt.Ticks - (row.FirstAt.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
            Assert.Equal(hour, rows[(row.ConversationId, row.UserId)].Timestamp);
        }
    }

    [Fact]
    public async Task Named_conversations_are_asked_for_a_hundred_at_a_time()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 250).Select(number => harness.Server.Platform.World.IdOf(number * 11)), "not-a-conversation"];
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { InteractionId = ids });
        HashSet<string> wanted = [.. ids];
        PlatformHarness.AssertIsTruth(rows, harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End).Where(row => wanted.Contains(row.ConversationId)));
        Assert.Equal(3, harness.Count("POST", PlatformHarness.Transcripts + "/query"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PlatformCatalog.PublishedProgramId)]
    public async Task Topics_are_found_by_name_and_count_alone(string? program)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 3_000, JobLooks = 0, ListPageCap = 2 });
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { Topic = ["Complaint", "billing_inquiry"], ModelId = program });
        PlatformHarness.AssertIsTruth(rows, TruthOf(harness, TopicCatalog.IndexOf("complaint"), TopicCatalog.IndexOf("billing_inquiry")));
    }

    [Fact]
    public async Task A_part_of_a_topics_name_is_no_topic()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, JobLooks = 0 });
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.ReadAsync(harness.Input() with { Topic = ["billing"] }));
        Assert.Equal("TopicNotFound", error.ErrorId);
    }

    [Fact]
    public async Task The_threshold_is_applied_on_the_scale_of_one()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { MinimumSentiment = 0.3 });
        PlatformHarness.AssertIsTruth(
            rows, harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End).Where(static row => row.SentimentCount > 0 && row.SentimentSum / 100.0 / row.SentimentCount >= 0.3));
    }

    [Fact]
    public async Task No_more_pages_than_the_first_rows_take()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        Assert.Equal(150, (await harness.ReadAsync(harness.Input() with { PageSize = 100 }, first: 150)).Count);
        Assert.Equal(2, harness.Requests.Count(static request => request.Path.EndsWith("/results", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_few_rows_are_a_small_page_of_a_job_that_is_deleted_too()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        Assert.Equal(5, (await harness.ReadAsync(first: 5)).Count);
        string body = harness.Requests.Single(static request => request.Method == "POST" && request.Path == PlatformHarness.Transcripts + "/jobs").Body!;
        Assert.Equal(100, System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("pageSize").GetInt32());
        Assert.Equal(0, harness.Server.Platform.Transcripts.JobCount);
    }

    [Fact]
    public async Task Pages_of_a_job_are_read_to_the_end()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 900, JobLooks = 0 });
        PlatformHarness.AssertIsTruth(await harness.ReadAsync(harness.Input() with { PageSize = 100 }), harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End));
        Assert.InRange(harness.Requests.Count(static request => request.Path.EndsWith("/results", StringComparison.Ordinal)), 9, 12);
    }

    [Fact]
    public async Task Windows_over_31_days_are_cut_and_what_lies_over_the_edge_is_one_row()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 20_000, JobLooks = 0 });
        DateTimeOffset start = harness.World.Start.AddDays(-20).AddHours(14);
        DateTimeOffset edge = start.AddDays(31);
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { StartTime = start, EndTime = harness.World.End });
        PlatformWorld world = harness.Server.Platform.World;
        PlatformHarness.AssertIsTruth(rows, world.Truth(start, harness.World.End));
        Assert.Equal(2, harness.Count("POST", PlatformHarness.Transcripts + "/jobs"));
        Assert.Equal(0, harness.Server.Platform.Transcripts.JobCount);
        Assert.NotEmpty(world.Truth(start, edge).Select(static row => (row.ConversationId, row.UserId)).Intersect(world.Truth(edge, harness.World.End).Select(static row => (row.ConversationId, row.UserId))));
    }

    [Fact]
    public async Task Jobs_run_at_once_and_one_that_is_slow_holds_back_no_row_of_another()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 6_000, JobLooks = 0 }, new SessionOptions { RequestsPerMinute = 0, ThrottleLimit = 3 });
        // The first job is made slowly, so that on a busy machine too the second one is begun before the first is read.
        FaultTicket fault = harness.Fault(new FaultOrder { Path = PlatformHarness.Transcripts + "/jobs", Method = "POST", Kind = FaultKind.Delay, Ms = 1_000 });
        DateTimeOffset start = harness.World.Start.AddDays(-110);
        PlatformHarness.AssertIsTruth(await harness.ReadAsync(harness.Input() with { StartTime = start, PageSize = 100 }), harness.Server.Platform.World.Truth(start, harness.World.End));

        Assert.Equal(1, fault.Fired);

        // Five windows, three of them begun before any is read, and the first row of one before the last job is made.
        string[] sent = [.. harness.Requests.Where(static request => request.Path.StartsWith(PlatformHarness.Transcripts, StringComparison.Ordinal)).Select(static request => request.Method + (request.Path.EndsWith("/results", StringComparison.Ordinal) ? " results" : ""))];
        Assert.Equal(5, sent.Count(static step => step == "POST"));
        Assert.Equal(5, sent.Count(static step => step == "DELETE"));
        Assert.InRange(Array.LastIndexOf(sent, "POST"), Array.IndexOf(sent, "GET results") + 1, sent.Length);
        Assert.True(sent.TakeWhile(static step => step != "GET results").Count(static step => step == "POST") >= 2);
    }

    [Fact]
    public async Task A_server_that_takes_no_pages_so_large_is_asked_for_less_from_then_on()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder
        {
            Kind = FaultKind.Status, Status = 400, Message = "[pageSize] must be from 1 to 5000.", Method = "POST", Path = PlatformHarness.Transcripts + "/jobs",
        });
        PlatformHarness.AssertIsTruth(await harness.ReadAsync(), harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End));
        await harness.ReadAsync();
        Assert.Equal(1, fault.Fired);
        Assert.Equal(
            ["10000", "1000", "1000"],
            harness.Requests.Where(static request => request.Method == "POST" && request.Path == PlatformHarness.Transcripts + "/jobs")
                .Select(static request => System.Text.Json.JsonDocument.Parse(request.Body!).RootElement.GetProperty("pageSize").ToString()));
    }

    [Fact]
    public async Task A_job_that_can_not_be_deleted_is_read_all_the_same()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 300, JobLooks = 0 });
        FaultTicket fault = harness.Fault(new FaultOrder { Kind = FaultKind.Status, Status = 500, Method = "DELETE", Path = PlatformHarness.Transcripts + "/jobs/" });
        PlatformHarness.AssertIsTruth(await harness.ReadAsync(), harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End));
        Assert.Equal(1, fault.Fired);
    }

    [Fact]
    public async Task Details_give_each_conversations_own_start()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        DateTimeOffset day = harness.World.BusiestDay();
        List<SpeechInsight> rows = await harness.ReadAsync(new InsightQueryInput { StartTime = day.AddHours(8), EndTime = day.AddHours(20), IncludeDetail = true });
        Dictionary<(string, string?), DateTimeOffset> starts = harness.Server.Platform.World.Truth(day.AddHours(8), day.AddHours(20)).ToDictionary(static row => (row.ConversationId, row.UserId), static row => row.Start);
        Assert.Equal(starts.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(starts[(row.InteractionId, row.AgentId)], row.Timestamp));
        Assert.Equal(1, harness.Count("POST", PlatformHarness.Transcripts + "/query"));
    }

    [Fact]
    public async Task Details_of_a_long_window_are_asked_for_in_pieces_of_31_days()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 150, JobLooks = 0 });
        DateTimeOffset start = harness.World.Start.AddDays(-40);
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { StartTime = start, IncludeDetail = true });
        Dictionary<string, DateTimeOffset> starts = harness.Server.Platform.World.Truth(start).DistinctBy(static row => row.ConversationId).ToDictionary(static row => row.ConversationId, static row => row.Start);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(starts[row.InteractionId], row.Timestamp));
        Assert.DoesNotContain(harness.Requests, static request => request.Status >= 400);
    }

    [Fact]
    public async Task A_job_is_polled_until_it_is_done()
    {
        ManualTimeProvider time = new();
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 500, JobLooks = 3 }, new SessionOptions { RequestsPerMinute = 0, Time = time });
        Task<List<SpeechInsight>> reading = harness.ReadAsync();
        foreach (int milliseconds in (int[])[250, 500, 1000])
        {
            TimeSpan pause = TimeSpan.FromMilliseconds(milliseconds);
            await time.WaitForTimersAsync(1, remaining => remaining == pause, PlatformHarness.Token);
            time.Advance(pause);
        }

        PlatformHarness.AssertIsTruth(await reading, harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End));
        Assert.Equal(4, harness.Requests.Count(static request => request.Method == "GET" && request.Path.Contains("/jobs/", StringComparison.Ordinal) && !request.Path.EndsWith("/results", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(nameof(JobState.Failed), "no capacity")]
    [InlineData(nameof(JobState.Expired), "EXPIRED")]
    [InlineData(nameof(JobState.Cancelled), "CANCELLED")]
    public async Task A_job_that_ends_badly_is_an_error(string ending, string said)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(
            new SimulatorOptions { Interactions = 100, JobLooks = 0, JobEnding = Enum.Parse<JobState>(ending), JobError = "no capacity" });
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.ReadAsync());
        Assert.Equal("JobFailed", error.ErrorId);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_grouping_and_metric_is_as_the_truth_has_it()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 1_500, JobLooks = 0 });
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with
        {
            GroupBy = [.. Enum.GetValues<InsightGrouping>().Except([InsightGrouping.TopicId])],
            Metric = Enum.GetValues<InsightMetric>(),
        });
        PlatformWorld world = harness.Server.Platform.World;
        int found = 0;
        ILookup<string, SpeechInsight> byConversation = rows.ToLookup(static row => row.InteractionId);
        for (int index = 0; index < harness.World.InteractionCount; index++)
        {
            Communication[] legs = [.. world.CommunicationsOf(index).Where(leg => leg.At < harness.World.End)];
            foreach (IGrouping<(string? UserId, int? Queue, string? Code), Communication> group in legs.GroupBy(static leg => (leg.UserId, leg.Queue, leg.UserId is null ? null : PlatformCatalog.WrapUpCodeOf(leg.Topics))))
            {
                SpeechInsight row = byConversation[world.IdOf(index)].Single(one => one.AgentId == group.Key.UserId && one.WrapUpCode == group.Key.Code);
                found++;
                Assert.Equal(
                    (group.Key.Queue is { } queue ? PlatformCatalog.Queues[queue].Id : null, "voice", "inbound", PlatformCatalog.TeamOf(group.Key.UserId)?.Id, PlatformCatalog.DivisionOf(group.Key.Queue).Id),
                    (row.QueueId, row.MediaType, row.Direction, row.TeamId, row.DivisionId));
                Assert.Equal(
                    (Sum(static times => times.Silence), Sum(static times => times.Overtalk), Sum(static times => times.Customer), Sum(static times => times.Other), Sum(static times => times.Total)),
                    (row.SilenceTime, row.OvertalkTime, row.CustomerSpeechTime, row.OtherAudioTime, row.TotalTime));
                Assert.Equal(group.Key.UserId is null ? null : Sum(static times => times.Agent), row.AgentSpeechTime);
                Assert.Equal(group.Sum(static leg => leg.Times.OvertalkCount), row.OvertalkCount ?? 0);
                Assert.Equal((group.Sum(static leg => leg.Positive), group.Sum(static leg => leg.Negative)), (row.CustomerSentiment?.Positive ?? 0, row.CustomerSentiment?.Negative ?? 0));
                Assert.Equal((double)group.Sum(static leg => leg.Times.Silence) / group.Sum(static leg => leg.Times.Total), row.SilenceShare!.Value, 1e-12);
                TimeSpan Sum(Func<SpeechTimes, int> part) => TimeSpan.FromMilliseconds(group.Sum(leg => part(leg.Times)));
            }
        }

        Assert.Equal(found, rows.Count);
        Assert.Contains(rows, static row => row.QueueId is null && row.AgentSpeechShare is null);
        Assert.Contains(rows, static row => row.OvertalkShare > 0);
    }

    [Fact]
    public async Task Grouped_by_topic_a_conversation_has_a_row_for_each()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 400, JobLooks = 0 });
        DateTimeOffset start = harness.World.Start.AddDays(-20);
        List<SpeechInsight> rows = await harness.ReadAsync(harness.Input() with { StartTime = start, GroupBy = [InsightGrouping.TopicId], Metric = [InsightMetric.SpeechAnalytics] });
        (string, string)[] expected =
        [
            .. from index in Enumerable.Range(0, harness.World.InteractionCount)
               from topic in harness.Server.Platform.World.CommunicationsOf(index).Where(leg => leg.At < harness.World.End).SelectMany(static leg => PlatformCatalog.TopicIdsOf(leg.Topics)).Distinct()
               select (harness.Server.Platform.World.IdOf(index), topic),
        ];
        Assert.Equal(expected.Order(), rows.Select(static row => (row.InteractionId, row.TopicId!)).Order());
        Assert.Equal(rows.Count, rows.Select(static row => row.Key).Distinct().Count());
    }

    // The rows of a query by topics, worked out from the legs: only legs with such a topic count, and only such topics.
    private static IEnumerable<PlatformTruthRow> TruthOf(PlatformHarness harness, params int[] topics)
    {
        ushort wanted = (ushort)topics.Aggregate(0, static (bits, topic) => bits | (1 << topic));
        PlatformWorld world = harness.Server.Platform.World;
        for (int index = 0; index < harness.World.InteractionCount; index++)
        {
            foreach (IGrouping<string?, Communication> agent in world.CommunicationsOf(index)
                .Where(leg => (leg.Topics & wanted) != 0 && leg.At < harness.World.End).GroupBy(static leg => leg.UserId))
            {
                yield return new PlatformTruthRow(
                    world.IdOf(index), agent.Key, harness.World.StartOf(index), agent.Min(static leg => leg.At),
                    agent.Count(static leg => leg.Score is not null), agent.Sum(static leg => leg.Score ?? 0),
                    agent.Sum(leg => BitOperations.PopCount((ushort)(leg.Topics & wanted))), null, 0, 0, 0, 0);
            }
        }
    }
}
