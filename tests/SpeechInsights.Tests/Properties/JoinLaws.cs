using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Csat;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class JoinLaws
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    private sealed record Sample(IReadOnlyList<(string Id, int Window)> Rows, IReadOnlyList<(string Id, double? Csat)> Scores, int BatchSize);

    private static readonly Gen<string> s_id = Gen.Choose(0, 12).Select(static number => $"int-{number}");

    private static readonly Gen<Sample> s_samples =
        from rows in Gen.ListOf(s_id.Zip(Gen.Choose(0, 2)))
        from scores in Gen.ListOf(s_id.Zip(Gen.Choose(0, 5).Select(static score => score == 0 ? (double?)null : score)))
        from size in Gen.Choose(1, 5)
        select new Sample([.. rows], [.. scores], size);

    [Fact]
    public void Every_row_keeps_its_place_and_has_the_score_that_came_last() => Law.Holds(s_samples, Check);

    private static void Check(Sample sample)
    {
        SpeechInsight[] rows = [.. sample.Rows.Select(static (row, index) => Row(row.Id, index))];
        JoinBatch batch = new();
        for (int i = 0; i < rows.Length; i++)
        {
            batch.Add(rows[i], Window(sample.Rows[i].Window));
        }

        ConcurrentBag<(DateTimeOffset Start, string Id)> asked = [];
        batch.Ask(group => WindowScores.GatherAsync(Answer(group, sample, asked)));
        IReadOnlyList<ScoredInsight> joined = batch.FinishAsync().GetAwaiter().GetResult();

        Dictionary<string, double?> known = [];
        foreach ((string id, double? csat) in sample.Scores)
        {
            known[id] = csat;
        }

        Assert.Equal(rows.Select(static row => (row.InteractionId, row.Timestamp)), joined.Select(static row => (row.InteractionId, row.Timestamp)));
        Assert.Equal(rows.Select(row => known.GetValueOrDefault(row.InteractionId)), joined.Select(static row => row.Csat));
        Assert.Equal(sample.Rows.Select(static row => (Window(row.Window).Start, row.Id)).Distinct().Order(), asked.Order());
        Assert.Equal(asked.Count, batch.InteractionCount);
    }

    private static async IAsyncEnumerable<IReadOnlyList<CsatScore>> Answer(JoinGroup group, Sample sample, ConcurrentBag<(DateTimeOffset, string)> asked)
    {
        await Task.Yield();
        foreach (string id in group.Ids)
        {
            asked.Add((group.Window.Start, id));
        }

        foreach ((string Id, double? Csat)[] page in sample.Scores.Chunk(sample.BatchSize))
        {
            yield return [.. page.Select(static score => new CsatScore(score.Id, score.Csat, CsatScale.OneToFive, score.Csat is null ? 0 : 1))];
        }
    }

    private static SurveyWindow Window(int number) => new(s_start.AddDays(number), s_start.AddDays(number + 1));

    // The time tells rows of one interaction apart.
    private static SpeechInsight Row(string id, int index) => new(
        new InsightQuery(new InsightQueryInput { ModelId = "m", StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Summary), id, null, s_start.AddSeconds(index), null, null);
}
