using SpeechInsights.Csat;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Platform;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformCsatTests
{
    private static readonly TimeSpan s_lag = TimeSpan.FromDays(14);

    [Fact]
    public async Task With_the_lag_every_answer_of_the_conversations_is_there()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        PlatformTruthRow[] truth = TruthOf(harness);
        List<CsatScore> scores = await harness.ScoresAsync(harness.World.Start, harness.World.End + s_lag, [.. truth.Select(static row => row.ConversationId)]);
        Dictionary<string, CsatScore> found = scores.ToDictionary(static score => score.InteractionId);
        foreach (PlatformTruthRow row in truth)
        {
            found.TryGetValue(row.ConversationId, out CsatScore? score);
            Assert.Equal(row.SurveyTotal, score?.Csat);
            Assert.Equal(row.SurveyCount, score?.SurveyCount ?? 0);
            Assert.Equal(row.NpsResponses == 0 ? null : 100.0 * (row.NpsPromoters - row.NpsDetractors) / row.NpsResponses, score?.NetPromoterScore);
        }

        Assert.All(scores, static score => Assert.Equal(CsatScale.Percent, score.CsatScale));
        Assert.Contains(truth, static row => row.SurveyCount == 2);
        Assert.Contains(truth, static row => row is { NpsResponses: > 0, NpsPromoters: > 0 });
        Assert.Contains(truth, static row => row is { SurveyCount: > 0, NpsResponses: 0 });
        Assert.Contains(truth, static row => row.SurveyTotal == 0);
    }

    [Fact]
    public async Task Without_the_lag_late_answers_are_missed()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        DateTimeOffset start = harness.World.Start.AddDays(7);
        DateTimeOffset end = start.AddDays(2);
        PlatformTruthRow[] truth = [.. harness.Server.Platform.World.Truth(start, end).DistinctBy(static row => row.ConversationId)];
        string[] ids = [.. truth.Select(static row => row.ConversationId)];
        long answers = truth.Sum(static row => row.SurveyCount);
        Assert.Equal(answers, (await harness.ScoresAsync(start, end + s_lag, ids)).Sum(static score => score.SurveyCount));
        Assert.InRange((await harness.ScoresAsync(start, end, ids)).Sum(static score => score.SurveyCount), 1, answers - 1);
    }

    [Fact]
    public async Task A_window_alone_is_read_by_a_job_in_pieces()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<CsatScore> scores = await harness.ScoresAsync(harness.World.Start, harness.World.End + s_lag);
        Dictionary<string, (int Count, double? Mean)> truth = SurveysOf(harness);
        Assert.Equal(truth.Count, scores.Count);
        Assert.All(scores, score => Assert.Equal(truth[score.InteractionId], ((int)score.SurveyCount, score.Csat)));
        Assert.Equal(2, harness.Count("POST", PlatformHarness.Surveys + "/jobs"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_form_alone_counts_by_name_and_by_context(bool byName)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 1_500, JobLooks = 0 });
        CsatQuery query = new(harness.World.Start, harness.World.End + s_lag, null, ApiProfile.Platform)
        {
            SurveyForm = [byName ? PlatformCatalog.FormNames[1] : PlatformCatalog.FormContextIds[1]],
        };
        Dictionary<string, CsatScore> found = [];
        await foreach (IReadOnlyList<CsatScore> scores in harness.Session.Api.GetCsatAsync(query, harness.Run, PlatformHarness.Token))
        {
            foreach (CsatScore score in scores)
            {
                found.Add(score.InteractionId, score);
            }
        }

        int expected = 0;
        for (int index = 0; index < harness.World.InteractionCount; index++)
        {
            int?[] totals = [.. harness.Server.Platform.World.SurveysOf(index).Where(static survey => survey.FormContextId == PlatformCatalog.FormContextIds[1] && survey.TotalScore is not null).Select(static survey => survey.TotalScore)];
            if (totals.Length > 0)
            {
                expected++;
                Assert.Equal((totals.Average(), totals.Length), (found[harness.Server.Platform.World.IdOf(index)].Csat, (int)found[harness.Server.Platform.World.IdOf(index)].SurveyCount));
            }
        }

        // The second form asks for no recommendation.
        Assert.Equal(expected, found.Count);
        Assert.All(found.Values, static score => Assert.Null(score.NetPromoterScore));
    }

    [Fact]
    public async Task The_join_keeps_order_and_says_null_where_nobody_answered()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync();
        List<ScoredInsight> joined = await JoinAsync(harness, rows);
        Dictionary<string, double?> truth = TruthOf(harness).ToDictionary(static row => row.ConversationId, static row => row.SurveyTotal);
        Assert.Equal(rows.Select(static row => (row.InteractionId, row.AgentId)), joined.Select(static row => (row.InteractionId, row.AgentId)));
        Assert.All(joined, row => Assert.Equal(truth[row.InteractionId], row.Csat));
        Assert.Contains(joined, static row => row.Csat is null);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task By_window_and_by_name_the_scores_are_the_same(int seed)
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 4_000, Seed = seed, JobLooks = 0 });
        List<SpeechInsight> rows = await harness.ReadAsync();
        string[] ids = [.. rows.Select(static row => row.InteractionId).Distinct()];
        Dictionary<string, CsatScore> named = (await harness.ScoresAsync(harness.World.Start, harness.World.End + s_lag, ids)).ToDictionary(static score => score.InteractionId);
        List<ScoredInsight> joined = await JoinAsync(harness, rows);
        Assert.Equal(2, harness.Count("POST", PlatformHarness.Surveys + "/jobs"));
        Assert.All(joined, row =>
        {
            CsatScore? score = named.GetValueOrDefault(row.InteractionId);
            Assert.Equal((score?.Csat, score?.SurveyCount ?? 0), (row.Csat, row.SurveyCount));
        });
        Assert.Contains(joined, static row => row.SurveyCount == 2);
    }

    [Fact]
    public async Task A_few_rows_are_asked_for_by_name_and_the_window_once_that_has_cost_more()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync();
        List<SpeechInsight> rows = await harness.ReadAsync();
        await JoinAsync(harness, rows.Take(300));
        Assert.Equal((0, 6), (harness.Count("POST", PlatformHarness.Surveys + "/jobs"), harness.Count("POST", PlatformHarness.Surveys + "/query")));

        // Three hundred at a time, as a slow pipeline gives them: six requests, six more, and then the window is cheaper.
        await JoinAsync(harness, rows, flushEvery: 300);
        Assert.Equal((2, 18), (harness.Count("POST", PlatformHarness.Surveys + "/jobs"), harness.Count("POST", PlatformHarness.Surveys + "/query")));
    }

    [Fact]
    public async Task Ten_thousand_conversations_with_scores_take_few_requests()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10_200, JobLooks = 0 });
        long before = harness.Server.Counters.Total;
        List<SpeechInsight> all = await harness.ReadAsync();
        HashSet<string> conversations = [.. all.Select(static row => row.InteractionId).Distinct().Take(10_000)];
        List<SpeechInsight> rows = [.. all.Where(row => conversations.Contains(row.InteractionId))];
        long query = harness.Server.Counters.Total - before;
        await JoinAsync(harness, rows);
        long total = harness.Server.Counters.Total - before;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{conversations.Count} conversations, {rows.Count} rows: {query} requests for the query, {total - query} for the scores, {total} in all; a read per conversation and one for its surveys would take {2 * conversations.Count}.");
        Assert.Equal(10_000, conversations.Count);
        Assert.InRange(total, 2, 30);
    }

    private static PlatformTruthRow[] TruthOf(PlatformHarness harness) =>
        [.. harness.Server.Platform.World.Truth(harness.World.Start, harness.World.End).DistinctBy(static row => row.ConversationId)];

    private static Dictionary<string, (int Count, double? Mean)> SurveysOf(PlatformHarness harness)
    {
        Dictionary<string, (int Count, double? Mean)> all = [];
        for (int index = 0; index < harness.World.InteractionCount; index++)
        {
            Survey[] answered = [.. harness.Server.Platform.World.SurveysOf(index).Where(static survey => survey.TotalScore is not null)];
            if (answered.Length > 0)
            {
                all.Add(harness.Server.Platform.World.IdOf(index), (answered.Length, answered.Average(static survey => survey.TotalScore)));
            }
        }

        return all;
    }

    private static async Task<List<ScoredInsight>> JoinAsync(PlatformHarness harness, IEnumerable<SpeechInsight> rows, int flushEvery = int.MaxValue)
    {
        List<ScoredInsight> joined = [];
        int added = 0;
        await using CsatJoiner joiner = new(harness.Session, new JoinWindow(null, null, harness.Session.Api.DefaultSurveyLag, ApiProfile.Platform), harness.Run, PlatformHarness.Token);
        foreach (SpeechInsight row in rows)
        {
            joiner.Add(row);
            if (++added % flushEvery == 0)
            {
                joiner.Flush();
            }

            while (joiner.IsFull || joiner.IsReady)
            {
                joined.AddRange(await joiner.TakeAsync(PlatformHarness.Token));
            }
        }

        joiner.Flush();
        while (joiner.HasRows)
        {
            joined.AddRange(await joiner.TakeAsync(PlatformHarness.Token));
        }

        return joined;
    }
}
