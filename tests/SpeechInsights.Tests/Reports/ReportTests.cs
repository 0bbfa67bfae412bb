using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpeechInsights.Csat.Groups;
using SpeechInsights.Insights;
using SpeechInsights.Reports;
using SpeechInsights.Reports.Html;
using SpeechInsights.Reports.Html.Charts;
using SpeechInsights.Reports.Markdown;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Reports;

public sealed class ReportTests
{
    private const string Hostile = "<script>alert('x')</script>|`*_[a](b)_*`@all & \"q\"\r\n# h";

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReportOrigin s_origin = new(s_start.AddDays(40), "SpeechInsights 1.2.3", "api.example.com", new string('a', 64));
    private static readonly InsightQuery s_query = new(new InsightQueryInput { ModelId = Hostile, StartTime = s_start, EndTime = s_start.AddDays(31) }, ApiProfile.Summary);

    [Fact]
    public void Its_figures_are_those_that_are_measured()
    {
        ReportFindings found = Measure(Rows(600));
        InsightReport report = Compose(found);
        ReportTable figures = report.Sections[0].Table!;
        Assert.Equal(["Agreement", ReportText.Percent(found.All.AgreementRate), ReportText.PercentRange(found.All.AgreementLow, found.All.AgreementHigh)], figures.Rows[0].Take(3));
        Assert.All(figures.Rows, row => Assert.Equal([ReportText.Count(found.All.Rated), ReportText.Count(found.All.RatedInteractions)], row.Skip(3).Take(2)));
        Assert.Contains(ReportText.Percent(found.All.AgreementRate), report.Summary[0], StringComparison.Ordinal);
        Assert.Contains(report.Sections[^1].Table!.Rows, static row => row[1] == s_origin.AuditHash);
        Assert.Contains(report.Sections[^1].Table!.Rows, static row => row[0] == "Interactions to" && row[1] == "2026-11-01 00:00 UTC");
    }

    [Fact]
    public void Each_cell_is_the_figure_that_stands_beside_it()
    {
        ReportFindings found = Measure(Rows(600), "AgentId");
        InsightAccuracy all = found.All;
        InsightReport report = Compose(found);
        Assert.Equal(
            [
                ReportText.PercentRange(all.AgreementLow, all.AgreementHigh), ReportText.Unknown, ReportText.PercentRange(all.BalancedAccuracyLow, all.BalancedAccuracyHigh),
                ReportText.FigureRange(all.KappaLow, all.KappaHigh), ReportText.FigureRange(all.MatthewsLow, all.MatthewsHigh), ReportText.FigureRange(all.PearsonLow, all.PearsonHigh),
                ReportText.FigureRange(all.SpearmanLow, all.SpearmanHigh), ReportText.FigureRange(all.AucLow, all.AucHigh), ReportText.Unknown,
            ],
            report.Sections[0].Table!.Rows.Select(static row => row[2]));
        IReadOnlyList<IReadOnlyList<string>> counts = report.Sections[1].Table!.Rows;
        Assert.Equal([ReportText.Count(all.TruePositive), ReportText.Count(all.FalsePositive), ReportText.Percent((double)all.TruePositive / (all.TruePositive + all.FalsePositive))], counts[0].Skip(1));
        Assert.Equal([ReportText.Count(all.FalseNegative), ReportText.Count(all.TrueNegative), ReportText.Percent((double)all.FalseNegative / (all.FalseNegative + all.TrueNegative))], counts[1].Skip(1));

        ReportSection groups = report.Sections.Single(static section => section.Title == "Groups");
        Assert.All(groups.Table!.Rows.Zip(found.Groups!), static pair => Assert.Equal(
            [ReportText.Signed(pair.Second.DifferenceToRest), ReportText.Chance(pair.Second.AdjustedPValue)], pair.First.Skip(4).Take(2)));

        string answers = string.Join(' ', report.Sections.Single(static section => section.Title == "Who answered").Text);
        Assert.Contains($"({ReportText.Percent(all.Coverage)})", answers, StringComparison.Ordinal);
        Assert.Contains($"{ReportText.Figure(all.RatedSentiment)} among them and {ReportText.Figure(all.UnratedSentiment)} among", answers, StringComparison.Ordinal);
        Assert.NotEqual(0, found.CandidateCount);
        Assert.StartsWith($"{ReportText.Count(found.CandidateCount)} rows meet", report.Sections.Single(static section => section.Title == "Worth a look").Text[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Bins_hold_every_rated_row_in_its_place()
    {
        ScoredInsight[] rows = [.. Rows(600)];
        ReportFindings found = Measure(rows);
        Assert.Equal(found.All.Rated, found.Bins.Sum(static bin => bin.Count));
        foreach (SentimentBin bin in found.Bins)
        {
            ScoredInsight[] mine = [.. rows.Where(row => row.Csat is not null && (row.SentimentAverage > bin.From || (bin.From == -1 && row.SentimentAverage == -1)) && row.SentimentAverage <= bin.To + 1e-12)];
            Assert.Equal((mine.Length, mine.Count(static row => row.Csat > 3)), (bin.Count, bin.Satisfied));
            Assert.Equal(mine.Length > 0, bin.Interval is not null);
            Assert.True(mine.Length == 0 || (bin.Interval!.Value.Low <= (double)bin.Satisfied / bin.Count && bin.Interval.Value.High >= (double)bin.Satisfied / bin.Count));
        }
    }

    [Fact]
    public void The_curve_runs_from_corner_to_corner_over_the_area()
    {
        ReportFindings found = Measure(Rows(600));
        Assert.Equal(((1.0, 1.0), (0.0, 0.0)), (found.Curve[0], found.Curve[^1]));
        double area = found.Curve.Zip(found.Curve.Skip(1), static (left, right) => (left.X - right.X) * (left.Y + right.Y) / 2).Sum();
        Assert.Equal(found.All.Auc!.Value, area, 0.01);
    }

    [Fact]
    public void Scores_of_both_kinds_add_up()
    {
        ReportFindings found = Measure(Rows(600));
        Assert.Equal(["1", "2", "3", "4", "5"], found.Scores!.All.Select(static part => part.Label));
        Assert.Equal(found.All.TruePositive + found.All.FalsePositive, found.Scores.Positive);
        Assert.Equal(found.All.TruePositive, found.Scores.All.Skip(3).Sum(static part => part.Positive));
    }

    [Fact]
    public void The_trend_is_in_the_order_of_time_and_has_every_row()
    {
        ReportFindings found = Measure(Rows(600));
        Assert.Equal("Day", found.TrendUnit);
        Assert.Equal(found.Trend.Select(static part => (string?)part.Group![0]).Order(StringComparer.Ordinal), found.Trend.Select(static part => (string?)part.Group![0]));
        Assert.Equal(600, found.Trend.Sum(static part => part.Total));
    }

    [Theory]
    [InlineData(0, "There are no rows.")]
    [InlineData(3, "There are only 3 rated rows")]
    public void Where_there_is_little_it_says_so(int rows, string words)
    {
        InsightReport report = Compose(Measure(Rows(rows)));
        Assert.StartsWith(words, report.Summary[0], StringComparison.Ordinal);
        Assert.NotEmpty(HtmlReport.Write(report));
        Assert.NotEmpty(MarkdownReport.Write(report));
    }

    [Fact]
    public void A_group_of_few_rows_is_marked_and_the_rest_are_counted()
    {
        InsightReport report = Compose(Measure(Rows(900), "AgentId"));
        ReportSection groups = report.Sections.Single(static section => section.Title == "Groups");
        Assert.Equal(40, groups.Table!.Rows.Count);
        Assert.Contains(groups.Text, static text => text.StartsWith("The 40 largest are shown; ", StringComparison.Ordinal));
        Assert.Contains(groups.Text, static text => text.EndsWith("they are marked, and say little.", StringComparison.Ordinal));
        RangeChart chart = Assert.IsType<RangeChart>(groups.Chart);
        Assert.All(chart.Items, static item => Assert.Equal(item.Count < 30, item.IsFew));
        Assert.All(groups.Table.Rows, row => Assert.Equal(long.Parse(row[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) < 30, row[6] == "few rows"));
    }

    [Fact]
    public void A_group_differs_by_the_p_value_that_is_corrected()
    {
        // Half agree, of one agent three quarters: by itself that is hardly chance, as one of 61 it is.
        IEnumerable<ScoredInsight> rows =
            from i in Enumerable.Range(0, 1_220)
            let agrees = i % 61 == 0 ? i / 61 % 4 != 0 : i / 61 % 2 == 0 let isPositive = i / 122 % 2 == 0
            select Row(i, isPositive ? 0.5 : -0.5, agrees == isPositive ? 5 : 1, $"agent-{i % 61}");
        ReportFindings found = Measure(rows, "AgentId");
        Assert.Contains(found.Groups!, static group => group.PValue < 0.05 && group.AdjustedPValue >= 0.05);
        int different = found.Groups!.Count(static group => group.AdjustedPValue < 0.05);
        ReportSection groups = Compose(found).Sections.Single(static section => section.Title == "Groups");
        Assert.StartsWith(different == 0 ? "None of the 61 groups differs" : $"{different} of the 61 groups differ", groups.Text[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.19, "small")]
    [InlineData(-0.21, "noticeable")]
    [InlineData(0.49, "noticeable")]
    [InlineData(-0.51, "large")]
    public void A_difference_of_those_who_answered_has_its_word(double difference, string word)
    {
        // Two values apart by one: a deviation of a half.
        ReportFindings found = Measure(Enumerable.Range(0, 4_000).Select(i => Row(i, (i % 2) - 0.5 + (i < 2_000 ? difference / 2 : 0), i < 2_000 ? 1 + (i % 5) : null)));
        Assert.Equal(difference, found.All.ResponseDifference!.Value, 0.005);
        Assert.Contains($" standard deviations ({word});", string.Join(' ', Compose(found).Sections.Single(static section => section.Title == "Who answered").Text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_of_a_bin_is_of_interactions()
    {
        ReportFindings once = Measure(Enumerable.Range(0, 200).Select(static i => Row(i, 0.55, 1 + (i % 5))));
        ReportFindings twice = Measure(Enumerable.Range(0, 400).Select(static i => Row(i % 200, 0.55, 1 + (i % 5))));
        Assert.Equal((200, 400), (once.Bins[7].Count, twice.Bins[7].Count));
        Assert.Equal(once.Bins[7].Interval!.Value.Low, twice.Bins[7].Interval!.Value.Low, 0.003);
    }

    [Fact]
    public void Html_asks_for_nothing_runs_nothing_and_allows_its_own_style_alone()
    {
        string html = HtmlReport.Write(Compose(Measure(Rows(600), "AgentId"), Hostile));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\b(src|href|srcset|action|style|on\w+)=", html);
        Assert.DoesNotMatch(@"url\(|@import", html);
        Assert.Empty(Regex.Matches(html, "https?:").Select(static match => match.Value).Except(["http:"]));
        Assert.All(Regex.Matches(html, "\"(https?:[^\"]*)\"").Select(static match => match.Groups[1].Value), static address => Assert.Equal("http://www.w3.org/2000/svg", address));
        string sheet = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_is_well_formed_and_says_in_words_what_a_chart_shows()
    {
        string html = HtmlReport.Write(Compose(Measure(Rows(600), "AgentId"), Hostile));
        XNamespace svg = "http://www.w3.org/2000/svg";
        XDocument page = XDocument.Parse(Regex.Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<(meta[^>]*)>", "<$1/>"));
        XElement[] charts = [.. page.Descendants(svg + "svg")];
        Assert.Equal(5, charts.Length);
        Assert.All(charts, chart =>
        {
            string[] named = chart.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(named, chart.Elements().Take(2).Select(static element => element.Attribute("id")!.Value));
            Assert.All(chart.Elements().Take(2), static element => Assert.NotEmpty(element.Value));
            Assert.NotEmpty(chart.Parent!.Element("figcaption")!.Value);
        });
        Assert.Equal(page.Descendants().Attributes("id").Count(), page.Descendants().Attributes("id").Select(static id => id.Value).Distinct().Count());
        Assert.All(page.Descendants("table"), static table => Assert.NotNull(table.Element("caption")));
        Assert.All(page.Descendants("th"), static head => Assert.Contains(head.Attribute("scope")!.Value, (string[])["col", "row"]));
        Assert.Contains("alert('x')", page.Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_takes_text_for_text()
    {
        string markdown = MarkdownReport.Write(Compose(Measure(Rows(600), "AgentId"), Hostile));
        Assert.StartsWith("# \\<script\\>alert('x')\\</script\\>\\|\\`\\*\\_\\[a\\](b)\\_\\*\\`@\u200ball \\& \"q\"  \\# h\n", markdown, StringComparison.Ordinal);
        int columns = 0;
        foreach (string line in markdown.Split('\n'))
        {
            int bars = Regex.Matches(line, @"(?<!\\)\|").Count;
            Assert.True(bars == 0 || columns == 0 || bars == columns, line);
            columns = bars;
        }
    }

    [Theory]
    [InlineData("#1b1b1b", "#fff", 7)]
    [InlineData("#555", "#fff", 4.5)]
    [InlineData("#555", "#f2f4f6", 4.5)]
    [InlineData("#ececec", "#141414", 7)]
    [InlineData("#b5b5b5", "#141414", 4.5)]
    [InlineData("#ececec", "#242424", 7)]
    public void Text_can_be_read(string text, string ground, double least)
    {
        Assert.Contains(text, HtmlStyle.Sheet, StringComparison.Ordinal);
        Assert.Contains(ground, HtmlStyle.Sheet, StringComparison.Ordinal);
        Assert.InRange(Contrast(text, ground), least, 21);
    }

    [Theory]
    [InlineData(SvgChart.First)]
    [InlineData(SvgChart.Second)]
    public void Charts_can_be_seen_on_light_and_on_dark(string colour) =>
        Assert.All((string[])["#ffffff", "#141414", "#000000"], ground => Assert.InRange(Contrast(colour, ground), 3, 21));

    [Fact]
    public void What_is_there_is_replaced_only_where_it_may_be_and_whole()
    {
        using TempFolder folder = new();
        InsightReport report = Compose(Measure(Rows(60)));
        string path = folder.File("sub/report.html");
        new ReportFile(path, replaces: false).Write(report);
        string first = File.ReadAllText(path);
        Assert.Equal(InsightsError.ReportExists, Assert.Throws<InsightsException>(() => new ReportFile(path, replaces: false)).Error);
        new ReportFile(path, replaces: true).Write(report with { Title = "Another" });
        Assert.NotEqual(first, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.File("sub")));
        Assert.Equal(InsightsError.UnknownReportFormat, Assert.Throws<InsightsException>(() => new ReportFile(folder.File("report.pdf"), replaces: true)).Error);
        string blocked = Path.Combine(path, "report.md");
        Assert.Equal(InsightsError.ReportWriteFailed, Assert.Throws<InsightsException>(() => new ReportFile(blocked, replaces: true).Write(report)).Error);
    }

    private static double Contrast(string first, string second)
    {
        double[] light = [.. new[] { Luminance(first), Luminance(second) }.Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string colour)
    {
        string hex = colour.Length == 4 ? string.Concat(colour.Skip(1).Select(static c => $"{c}{c}")) : colour[1..];
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(hex.Substring(i * 2, 2), 16) / 255.0).Select(static part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static InsightReport Compose(ReportFindings found, string title = "Title") => ReportComposer.Compose(new ReportRequest { Title = title }, found, s_origin);

    private static ReportFindings Measure(IEnumerable<ScoredInsight> rows, params string[] groupBy)
    {
        ReportMeter meter = new(new ReportRequest { GroupBy = [.. groupBy.Select(static name => GroupProperty.Of(name, TimeZoneInfo.Utc))] });
        foreach (ScoredInsight row in rows)
        {
            meter.Add(row);
        }

        return meter.Complete();
    }

    private static ScoredInsight Row(int conversation, double sentiment, int? score, string agent = "agent")
    {
        string id = conversation.ToString(CultureInfo.InvariantCulture);
        return new(new(s_query, id, agent, s_start, null, new SentimentMetric(1, sentiment)), score is int value ? new CsatScore(id, value, CsatScale.OneToFive, 1, null) : null);
    }

    private static IEnumerable<ScoredInsight> Rows(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int conversation = i / 2;
            int score = 1 + (conversation * 7 % 5);
            double sentiment = Math.Clamp(Math.Round((((score - 3) * 0.3) + ((i * 13 % 17) / 17.0)) - 0.4, 2), -1, 1);
            string id = conversation.ToString(CultureInfo.InvariantCulture);
            SpeechInsight insight = new(s_query, id, $"{Hostile}{i % 61}", s_start.AddHours(i % 700), null, new SentimentMetric(1, sentiment));
            yield return new ScoredInsight(insight, count > 10 && conversation % 3 == 2 ? null : new CsatScore(id, score, CsatScale.OneToFive, 1, null));
        }
    }
}
