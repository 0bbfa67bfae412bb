using System.Globalization;
using DuckDB.NET.Data;
using SpeechInsights.Datasets;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>Which days are due, and what days are.</summary>
public sealed class DatasetDayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_is_read_once_it_is_over_and_again_until_its_lookback_is()
    {
        using TempFolder folder = new();
        ManualTimeProvider time = new(new DateTimeOffset(2026, 10, 5, 12, 0, 0, TimeSpan.Zero));
        await using EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 600 }, new SessionOptions { RequestsPerMinute = 0, Time = time });
        string root = folder.File("root");
        InsightQuery query = DatasetJob.Query(new DateTimeOffset(2026, 10, 4, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(["Added 4"], await RunAsync());
        Assert.Equal(["Refreshed 4"], await RunAsync());
        time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(["Refreshed 4", "Added 5"], await RunAsync());
        Assert.Equal(["Provisional 4", "Provisional 5"], Look());
        time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Equal(["Refreshed 4", "Refreshed 5"], await RunAsync());
        Assert.Equal(["Provisional 4", "Provisional 5"], Look());
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["Refreshed 4", "Refreshed 5"], await RunAsync());
        Assert.Equal(["Whole 4", "Provisional 5"], Look());
        Assert.Equal(["Refreshed 5"], await RunAsync());
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["Refreshed 5"], await RunAsync());
        Assert.Empty(await RunAsync());
        Assert.Equal(["Whole 4", "Whole 5"], Look());

        async Task<List<string>> RunAsync() => [.. (await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token)).Select(static day => $"{day.Status} {day.Day.Day}")];

        List<string> Look() => [.. DatasetJob.Reader(root).Look(verify: true, Token).Select(static day => $"{day.Status} {day.Day.Day}")];
    }

    [Fact]
    public async Task DuckDB_reads_the_truth()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 2_000 });
        DateTimeOffset to = harness.Server.World.End;
        await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, folder.File("root"), DatasetJob.Query(to.AddDays(-7), to)), Token);
        using DuckDBConnection duck = DuckRows.Open();
        Assert.Equal(
            harness.Server.World.Truth(to.AddDays(-7), to).Select(static row => string.Create(
                CultureInfo.InvariantCulture,
                $"tenant|{row.Time:yyyy-MM-dd}|{row.InteractionId}|{row.AgentId}|{row.Time:yyyy-MM-dd HH:mm:ss}|{Text(row.SpeechCount)}|{(row.SentimentCount == 0 ? "(null)" : Text(row.SentimentCount))}|{Text(row.Sentiment)}|{Text(row.Csat)}|{row.SurveyCount}")).Order(StringComparer.Ordinal),
            DuckRows.Read(
                duck,
                "SELECT org, strftime(day, '%Y-%m-%d'), interaction_id, agent_id, strftime(timestamp, '%Y-%m-%d %H:%M:%S'), speech_analytics_count, sentiment_count, sentiment_average, csat, survey_count "
                + $"FROM read_parquet('{folder.File("root")}/*/*/*.parquet', hive_partitioning = true)").Order(StringComparer.Ordinal));

        static string Text(double? figure) => figure?.ToString("R", CultureInfo.InvariantCulture) ?? "(null)";
    }

    [Fact]
    public async Task What_came_late_or_went_is_told()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 600 });
        string root = folder.File("root");
        DateTimeOffset to = harness.Server.World.End;
        InsightQuery query = DatasetJob.Query(to.AddDays(-1), to);
        await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token);
        List<ScoredInsight> rows = await DatasetJob.ReadAsync(root);
        ScoredInsight[] rated = [.. rows.Where(static row => row.Csat is not null).Take(2)];
        SpeechInsight gone = new(query, "gone", "agent", to.AddDays(-1), null, null);
        await DatasetJob.ExportAsync(root, [.. rows.Where(row => row != rows[^1] && !rated.Contains(row)), .. rated.Select(static row => WithoutScore(row)), new ScoredInsight(gone, null)]);
        DatasetDay day = Assert.Single(await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token));
        Assert.Equal((DatasetDayStatus.Refreshed, 4L), (day.Status, day.Changed));
        RowAssert.Equal(rows, await DatasetJob.ReadAsync(root));
    }

    [Fact]
    public async Task A_day_without_rows_is_there_and_read_once()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 600 });
        string root = folder.File("root");
        DateTimeOffset to = harness.Server.World.End;
        InsightQuery query = DatasetJob.Query(to.AddDays(-3), to, minimum: 1);
        DatasetUpdate update = DatasetJob.Update(harness.Session, root, query);
        Assert.Contains(await DatasetJob.RunAsync(update, Token), static day => day is { Rows: 0, Rated: 0, Status: DatasetDayStatus.Added });
        Assert.Empty(update.FindDue(DatasetShard.All));
        Assert.Equal(3, DatasetJob.Reader(root).Look(verify: true, Token).Count(static day => day.Status == DatasetDayStatus.Whole));
        using DuckDBConnection duck = DuckRows.Open();
        Assert.Equal((await DatasetJob.ReadAsync(root)).Count, DuckRows.Number(duck, $"SELECT count(*) FROM read_parquet('{root}/*/*/*.parquet', hive_partitioning = true)"));
    }

    [Fact]
    public async Task Where_the_clock_is_put_back_each_moment_is_in_one_day()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 3_000 });
        string root = folder.File("root");

        // In Berlin 25 October 2026 begins at 22 h and ends at 23 h in UTC: it has 25 hours.
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTimeOffset from = TimeZoneInfo.ConvertTimeToUtc(new DateTime(2026, 10, 25), berlin);
        DateTimeOffset to = TimeZoneInfo.ConvertTimeToUtc(new DateTime(2026, 10, 26), berlin);
        Assert.Equal(25, (to - from).TotalHours);
        InsightQuery query = DatasetJob.Query(from, to);
        Assert.Equal([24, 25], (await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token)).Select(static day => day.Day.Day));
        List<ScoredInsight> rows = await DatasetJob.ReadAsync(root, from, to);
        Assert.Equal(
            harness.Server.World.Truth().Where(row => row.Time >= from && row.Time < to).Select(static row => (row.InteractionId, row.AgentId)),
            rows.Select(static row => (row.InteractionId, row.AgentId!)));
        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task A_day_that_the_server_breaks_off_stays_as_it_was()
    {
        using TempFolder folder = new();
        await using EngineHarness harness = await EngineHarness.StartAsync(new SimulatorOptions { Interactions = 6_000 }, new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0 });
        string root = folder.File("root");
        DateTimeOffset to = harness.Server.World.End;
        InsightQuery query = DatasetJob.Query(to.AddDays(-1), to);
        await DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token);
        List<ScoredInsight> old = [.. (await DatasetJob.ReadAsync(root)).Skip(2)];
        await DatasetJob.ExportAsync(root, old);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = "/api/v2/analytics/conversations", Kind = FaultKind.Status, Status = 500, Skip = 1, Times = 1 });
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => DatasetJob.RunAsync(DatasetJob.Update(harness.Session, root, query), Token));
        Assert.Equal((nameof(InsightsError.DatasetIncomplete), true), (e.ErrorId, e.MayPass));
        Assert.Equal(1, fault.Fired);
        RowAssert.Equal(old, await DatasetJob.ReadAsync(root));
    }

    [Fact]
    public async Task Rows_of_two_scales_or_models_are_refused_and_nothing_is_placed()
    {
        using TempFolder folder = new();
        ScoredInsight five = MadeRows.Make(1, MadeRows.Start, "model", CsatScale.OneToFive);
        ScoredInsight percent = MadeRows.Make(2, MadeRows.Start, "model", CsatScale.Percent, 50);
        ScoredInsight other = MadeRows.Make(2, MadeRows.Start, "other", CsatScale.OneToFive);
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => DatasetJob.ExportAsync(folder.File("a"), [five, percent]));
        Assert.Equal(nameof(InsightsError.MixedCsatScales), e.ErrorId);
        e = await Assert.ThrowsAsync<InsightsException>(() => DatasetJob.ExportAsync(folder.File("b"), [five, other]));
        Assert.Equal(nameof(InsightsError.DatasetMismatch), e.ErrorId);
        Assert.Empty(Directory.GetFiles(folder.Path, "part-*", SearchOption.AllDirectories));

        // Nor one after the other.
        await DatasetJob.ExportAsync(folder.File("c"), [five]);
        e = await Assert.ThrowsAsync<InsightsException>(() => DatasetJob.ExportAsync(folder.File("c"), [percent]));
        Assert.Equal(nameof(InsightsError.DatasetMismatch), e.ErrorId);
    }

    [Fact]
    public async Task Many_days_in_any_order_are_written_with_few_rows_held()
    {
        using TempFolder folder = new();
        ScoredInsight[] rows = [.. MadeRows.Take(4_000, days: 400).Where(static row => row.Timestamp is not null)];
        Random random = new(3);
        ScoredInsight[] mixed = [.. rows];
        random.Shuffle(mixed);
        await DatasetJob.ExportAsync(folder.File("root"), mixed);
        Assert.Equal(rows.Select(RowAssert.Text).Order(StringComparer.Ordinal), (await DatasetJob.ReadAsync(folder.File("root"))).Select(RowAssert.Text).Order(StringComparer.Ordinal));
        Assert.Equal(400, DatasetJob.Reader(folder.File("root")).Look(verify: true, Token).Count(static day => day.Status == DatasetDayStatus.Provisional));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":0}")]
    public async Task A_root_that_is_none_is_refused_and_left(string text)
    {
        using TempFolder folder = new();
        string path = folder.File("_dataset.json");
        await File.WriteAllTextAsync(path, text, Token);
        Assert.Equal(nameof(InsightsError.DatasetInvalid), Assert.Throws<InsightsException>(() => DatasetRoot.Open(folder.Path)).ErrorId);
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => DatasetJob.ExportAsync(folder.Path, MadeRows.Take(1)));
        Assert.Equal(nameof(InsightsError.DatasetInvalid), e.ErrorId);
        Assert.Equal(text, await File.ReadAllTextAsync(path, Token));
    }

    [Fact]
    public void What_differs_between_two_queries_is_said()
    {
        DateTimeOffset from = MadeRows.Start;
        InsightQueryInput input = new() { ModelId = "m", StartTime = from, EndTime = from.AddDays(1), Topic = ["b", "a"], GroupBy = [InsightGrouping.AgentId] };
        DatasetDescription one = Of(input);
        Assert.Null(one.Differs(Of(input with { EndTime = from.AddDays(5), Topic = ["a", "b"], PageSize = 10 })));
        Assert.Equal(one.Digest, Of(input with { EndTime = from.AddDays(5), Topic = ["a", "b"], PageSize = 10 }).Digest);
        InsightQueryInput[] others =
        [
            input with { ModelId = "n" }, input with { Topic = null }, input with { MinimumSentiment = 0 }, input with { Interval = TimeSpan.FromDays(1) }, input with { Metric = [InsightMetric.Sentiment] },
            input with { GroupBy = [InsightGrouping.QueueId] }, input with { IncludeDetail = true }, input with { NoName = true },
        ];
        DatasetDescription[] all = [.. others.Select(Of), DatasetDescription.Of(new InsightQuery(input, ApiProfile.Platform), ["form"], DatasetFormat.Parquet), one with { Rows = DatasetFormat.Csv }];
        Assert.All(all, other => Assert.NotNull(one.Differs(other)));
        Assert.Equal(all.Length, all.Select(static other => other.Digest).Append(one.Digest).Distinct().Count() - 1);
        Assert.NotNull((one with { Scale = "1..5" }).Differs(one with { Scale = "0..100" }));
        Assert.Null((one with { Scale = "1..5" }).Differs(one));

        static DatasetDescription Of(InsightQueryInput input) => DatasetDescription.Of(new InsightQuery(input, ApiProfile.Platform), null, DatasetFormat.Parquet);
    }

    [Theory]
    [InlineData("1/1", true)]
    [InlineData("8/8", true)]
    [InlineData("0/8", false)]
    [InlineData("9/8", false)]
    [InlineData("1", false)]
    [InlineData("1/0", false)]
    [InlineData("1/2/3", false)]
    [InlineData("-1/8", false)]
    [InlineData("a/b", false)]
    public void A_part_is_one_of_so_many(string text, bool isOne)
    {
        if (!isOne)
        {
            Assert.Equal(nameof(InsightsError.InvalidShard), Assert.Throws<InsightsException>(() => DatasetShard.Parse(text)).ErrorId);
            return;
        }

        DatasetShard shard = DatasetShard.Parse(text);
        Assert.All(Enumerable.Range(0, 100), day => Assert.Single(
            Enumerable.Range(1, shard.Count), index => new DatasetShard(index, shard.Count).Has(DateOnly.FromDayNumber(700_000 + day))));
    }

    private static ScoredInsight WithoutScore(ScoredInsight row) => new(
        new SpeechInsight(row.Query, row.InteractionId, row.AgentId, row.Timestamp, row.SpeechAnalytics, row.Sentiment), new CsatScore(row.InteractionId, null, row.CsatScale!, 0));
}
