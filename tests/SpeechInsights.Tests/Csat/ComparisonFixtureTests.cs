using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Comparison;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>Groups and comparisons against what make_comparisons.py computed, to 1e-9; null must be null.</summary>
public sealed class ComparisonFixtureTests
{
    private const double SentimentThreshold = 0.2;
    private const double CsatThreshold = 3;

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly InsightQuery s_query = new(new InsightQueryInput { StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Platform);
    private static readonly JsonElement s_json = Read();

    [Fact]
    public void Groups_are_those_of_the_script()
    {
        GroupedMeter meter = new([GroupProperty.Of("queueid", TimeZoneInfo.Utc)], static () => new AgreementMeter(SentimentThreshold, CsatThreshold));
        string[] names = [.. s_json.GetProperty("groups").EnumerateArray().Select(static name => name.GetString()!)];
        foreach (ScoredInsight row in Rows("rows", names))
        {
            meter.Add(row);
        }

        IReadOnlyList<InsightAccuracy> groups = meter.Complete();
        Assert.Equal(groups.Select(static group => group.Total).OrderDescending(), groups.Select(static group => group.Total));
        Assert.Equal(names.Length, groups.Sum(static group => group.Total));
        JsonElement expected = s_json.GetProperty("expectedGroups");
        Assert.Equal(expected.GetArrayLength(), groups.Count);
        foreach (JsonElement one in expected.EnumerateArray())
        {
            InsightAccuracy group = Assert.Single(groups, group => (string?)group.Group!["QueueId"] == one.GetProperty("group").GetString());
            AgreementAssert.Equal(AgreementCase.Number(one, "difference"), group.DifferenceToRest, "DifferenceToRest");
            AgreementAssert.Equal(AgreementCase.Number(one, "p"), group.PValue, "PValue");
            AgreementAssert.Equal(AgreementCase.Number(one, "adjusted"), group.AdjustedPValue, "AdjustedPValue");
        }

        Assert.Contains(groups, static group => group.PValue is null && group.DifferenceToRest is not null);
    }

    [Fact]
    public void Comparisons_are_those_of_the_script()
    {
        IReadOnlyList<AccuracyComparison> found = AccuracyComparer.Compare(Measure("reference"), Measure("difference"));
        JsonProperty[] expected = [.. s_json.GetProperty("expectedFigures").EnumerateObject()];
        Assert.Equal(expected.Select(static figure => figure.Name), found.Select(static figure => figure.Figure));
        for (int i = 0; i < expected.Length; i++)
        {
            double[] values = [.. expected[i].Value.EnumerateArray().Select(static value => value.GetDouble())];
            double?[] given = [found[i].Reference, found[i].Difference, found[i].Change, found[i].Low, found[i].High, found[i].PValue];
            for (int part = 0; part < values.Length; part++)
            {
                AgreementAssert.Equal(values[part], given[part], $"{found[i].Figure}, part {part}");
            }
        }
    }

    [Fact]
    public void The_same_rows_do_not_differ()
    {
        foreach (AccuracyComparison figure in AccuracyComparer.Compare(Measure("reference"), Measure("reference")))
        {
            Assert.Equal((0.0, 1.0), (figure.Change!.Value, figure.PValue!.Value));
            Assert.False(figure.IsWorse);
        }
    }

    [Fact]
    public void Nothing_is_compared_with_nothing() =>
        Assert.All(AccuracyComparer.Compare(Measure("reference"), new AgreementMeter().Figures), static figure => Assert.Equal((null, null), (figure.Change, figure.PValue)));

    [Fact]
    public void What_needs_both_sides_of_the_scores_is_not_compared_where_one_side_has_few()
    {
        // Five conversations are satisfied in the second set, where ten are asked for.
        RatedFigures few = Made(40, static i => (i % 3 / 2.0, i < 5 ? 5 : 1));
        RatedFigures enough = Made(40, static i => (i % 3 / 2.0, i % 2 == 0 ? 5 : 1));
        IReadOnlyList<AccuracyComparison> found = AccuracyComparer.Compare(enough, few);
        Assert.Equal(
            ["AgreementRate", "PearsonR", "SpearmanRho"], found.Where(static figure => figure.PValue is not null).Select(static figure => figure.Figure));
        Assert.All(found, static figure => Assert.NotNull(figure.Change));
    }

    [Fact]
    public void A_change_without_any_spread_is_certain_or_none()
    {
        RatedFigures right = Made(40, static i => (i % 2, i % 2 == 0 ? 1 : 5));
        RatedFigures wrong = Made(40, static i => (i % 2, i % 2 == 0 ? 5 : 1));
        AccuracyComparison same = AccuracyComparer.Compare(right, right)[0];
        AccuracyComparison turned = AccuracyComparer.Compare(right, wrong)[0];
        Assert.Equal((0.0, 1.0), (same.Change!.Value, same.PValue!.Value));
        Assert.Equal((-1.0, null, null), (turned.Change!.Value, turned.PValue, turned.Low));
    }

    [Theory]
    [InlineData("Hour", "2026-10-25 02:00")]
    [InlineData("day", "2026-10-25")]
    [InlineData("Week", "2026-W43")]
    [InlineData("Month", "2026-10")]
    public void Times_are_of_the_zone(string name, string expected)
    {
        // 01:30 UTC is the second half past two of that night in Berlin.
        DateTimeOffset time = new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero);
        ScoredInsight row = new(new SpeechInsight(s_query, "c", null, time, null, null), null);
        Assert.Equal(expected, GroupProperty.Of(name, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Read(row));
        Assert.Null(GroupProperty.Of(name, TimeZoneInfo.Utc).Read(new ScoredInsight(new SpeechInsight(s_query, "c", null, null, null, null), null)));
    }

    private static RatedFigures Made(int count, Func<int, (double Sentiment, double Csat)> row)
    {
        AgreementMeter meter = new(SentimentThreshold, CsatThreshold, keepsSums: true);
        for (int i = 0; i < count; i++)
        {
            (double sentiment, double csat) = row(i);
            meter.Add(sentiment, csat, null, null);
        }

        meter.Complete();
        return meter.Figures;
    }

    private static RatedFigures Measure(string rows)
    {
        AgreementMeter meter = new(SentimentThreshold, CsatThreshold, keepsSums: true);
        foreach (ScoredInsight row in Rows(rows, null))
        {
            meter.Add(row);
        }

        meter.Complete();
        return meter.Figures;
    }

    private static IEnumerable<ScoredInsight> Rows(string name, string[]? queues)
    {
        JsonElement rows = s_json.GetProperty(name);
        for (int i = 0; i < rows.GetProperty("csat").GetArrayLength(); i++)
        {
            string id = rows.GetProperty("interactions")[i].GetString() ?? "";
            double? csat = AgreementCase.Number(rows.GetProperty("csat")[i]);
            SpeechInsight insight = new(s_query, id, null, s_start, null, new SentimentMetric(1, rows.GetProperty("sentiment")[i].GetDouble()), new InsightDetails { QueueId = queues?[i] });
            yield return new ScoredInsight(insight, csat is null ? null : new CsatScore(id, csat, CsatScale.OneToFive, 1, null));
        }
    }

    private static JsonElement Read([CallerFilePath] string path = "")
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "fixtures", "comparisons.json")));
        return document.RootElement.Clone();
    }
}
