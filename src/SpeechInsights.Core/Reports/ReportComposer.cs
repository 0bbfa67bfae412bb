using System.Globalization;
using SpeechInsights.Csat;
using static SpeechInsights.Reports.ReportText;

namespace SpeechInsights.Reports;

/// <summary>Puts what was measured into words, tables and charts: plain words first, then figures, then how it was made.</summary>
internal static class ReportComposer
{
    private const long FewRows = AgreementMeter.FewRows;
    private const int ShownGroups = 40;

    public static InsightReport Compose(ReportRequest request, ReportFindings found, ReportOrigin origin) => new(request.Title, ReportSummary.Of(found), [.. Sections(request, found, origin)]);

    private static IEnumerable<ReportSection> Sections(ReportRequest request, ReportFindings found, ReportOrigin origin)
    {
        InsightAccuracy all = found.All;
        if (all.Rated > 0)
        {
            yield return Figures(all);
            yield return Confusion(all);
            yield return Bins(found);
            if (found.Scores is { Positive: > 0, Others: > 0 } scores)
            {
                yield return Scores(scores);
            }

            if (found.Curve.Count > 0)
            {
                yield return Curve(found);
            }

            yield return Trend(found);
        }

        if (found.Groups is { } groups && all.Rated > 0)
        {
            yield return Groups(all, groups);
        }

        yield return Answers(all);
        yield return Candidates(found);
        yield return Origin(request, found, origin);
    }

    private static ReportSection Figures(InsightAccuracy all)
    {
        string rows = Count(all.Rated);
        string interactions = Count(all.RatedInteractions);
        return new ReportSection("Figures")
        {
            Text = ["Rows of one interaction share its survey, so intervals take the interaction as the unit. A dash stands where too little is known to say."],
            Table = new ReportTable("How far sentiment and scores agree", ["Figure", "#Value", "#95 % interval", "#Rows", "#Interactions", "What it says"],
            [
                ["Agreement", Percent(all.AgreementRate), PercentRange(all.AgreementLow, all.AgreementHigh), rows, interactions, "Both on the same side of their thresholds"],
                ["Always guessing", Percent(all.MajorityBaseline), Unknown, rows, interactions, "What guessing the more frequent side would reach"],
                ["Balanced accuracy", Percent(all.BalancedAccuracy), PercentRange(all.BalancedAccuracyLow, all.BalancedAccuracyHigh), rows, interactions, "Both sides of the scores counting the same; 50 % is guessing"],
                ["Cohen's kappa", Figure(all.CohensKappa), FigureRange(all.KappaLow, all.KappaHigh), rows, interactions, "Agreement beyond chance; 0 is chance"],
                ["Matthews correlation", Figure(all.MatthewsCorrelation), FigureRange(all.MatthewsLow, all.MatthewsHigh), rows, interactions, "Correlation of the two sides; 0 is chance"],
                ["Pearson's r", Figure(all.PearsonR), FigureRange(all.PearsonLow, all.PearsonHigh), rows, interactions, "How far the two rise together"],
                ["Spearman's rho", Figure(all.SpearmanRho), FigureRange(all.SpearmanLow, all.SpearmanHigh), rows, interactions, "The same of the ranks"],
                ["Area under the curve", Figure(all.Auc), FigureRange(all.AucLow, all.AucHigh), rows, interactions, "How often the satisfied one of two rows has the higher sentiment; 0.5 is guessing"],
                ["Best threshold", Figure(all.BestThreshold), Unknown, rows, interactions, $"Agreement {Percent(all.BestThresholdAgreement)} on interactions that did not choose it"],
            ]),
        };
    }

    private static ReportSection Confusion(InsightAccuracy all) => new("Where they agree and where not")
    {
        Table = new ReportTable($"Rated rows: sentiment above {Limit(all.SentimentThreshold)}, score above {Limit(all.CsatThreshold)}", ["Sentiment", "#Satisfied", "#Not satisfied", "#Share satisfied"],
        [
            ["Positive", Count(all.TruePositive), Count(all.FalsePositive), Share(all.TruePositive, all.FalsePositive)],
            ["Not positive", Count(all.FalseNegative), Count(all.TrueNegative), Share(all.FalseNegative, all.TrueNegative)],
        ]),
    };

    private static ReportSection Bins(ReportFindings found)
    {
        RangeItem[] items = [.. found.Bins.Where(static bin => bin.Count > 0).Select(static bin => new RangeItem(
            $"{bin.From.ToString("0.0", CultureInfo.InvariantCulture)} to {bin.To.ToString("0.0", CultureInfo.InvariantCulture)}",
            bin.Count, (double)bin.Satisfied / bin.Count, bin.Interval?.Low, bin.Interval?.High, bin.Count < FewRows))];
        return new ReportSection("Satisfied by sentiment")
        {
            Text = ["Where sentiment tells something, the share rises from one line to the next."],
            Chart = new RangeChart(
                "Share of satisfied rows by sentiment", $"From {Percent(items[0].Value)} in the lowest part that has rows to {Percent(items[^1].Value)} in the highest.", "satisfied", null, items),
            Table = RangeTable("Share of satisfied rows by sentiment", "Sentiment", "Satisfied", items),
        };
    }

    private static ReportSection Scores(ScoreBins scores)
    {
        (string Label, double First, double Second)[] shares =
            [.. scores.All.Select(part => (part.Label, (double)part.Positive / scores.Positive, (double)part.Others / scores.Others))];
        return new ReportSection("Scores by sentiment")
        {
            Chart = new BarChart(
                "Scores of rows with positive sentiment, and of the others",
                $"{Percent(shares[^1].First)} of {Count(scores.Positive)} rows with positive sentiment have the highest scores, and {Percent(shares[^1].Second)} of the {Count(scores.Others)} others.",
                "positive sentiment", "not positive", shares),
            Table = new ReportTable("Scores by sentiment", ["Score", "#Positive sentiment", "#Share", "#Not positive", "#Share"],
            [
                .. scores.All.Select((part, i) => (IReadOnlyList<string>)
                    [part.Label, Count(part.Positive), Percent(shares[i].First), Count(part.Others), Percent(shares[i].Second)]),
            ]),
        };
    }

    private static ReportSection Curve(ReportFindings found) => new("Telling them apart")
    {
        Text = ["Each point is a threshold of sentiment. The farther the curve is above the diagonal, the better it tells satisfied rows from the others."],
        Chart = new CurveChart(
            "ROC curve", $"The area under the curve is {Figure(found.All.Auc)}; the diagonal's is 0.5.", "other rows above the threshold", "satisfied rows above the threshold", found.Curve),
    };

    private static ReportSection Trend(ReportFindings found)
    {
        RangeItem[] items = [.. found.Trend.Select(static part => ItemOf(part, (string?)part.Group![0] ?? "no time"))];
        string unit = found.TrendUnit.ToLowerInvariant();
        return new ReportSection($"By {unit}")
        {
            Chart = new RangeChart($"Agreement by {unit}", Describe(items, found.All), "agreement", found.All.AgreementRate, items),
            Table = RangeTable($"Agreement by {unit}", found.TrendUnit, "Agreement", items),
        };
    }

    private static ReportSection Groups(InsightAccuracy all, IReadOnlyList<InsightAccuracy> groups)
    {
        InsightAccuracy[] shown = [.. groups.Take(ShownGroups)];
        RangeItem[] items = [.. shown.Select(static group => ItemOf(group, NameOf(group)))];
        int different = groups.Count(static group => group.AdjustedPValue < 0.05);
        List<string> text =
        [
            different == 0
                ? $"None of the {Count(groups.Count)} groups differs from the rest by more than chance, all of them looked at together."
                : $"{Count(different)} of the {Count(groups.Count)} groups differ from the rest by more than chance, all of them looked at together (adjusted p under 0.05).",
        ];
        if (groups.Count(static group => group.Rated < FewRows) is > 0 and int few)
        {
            text.Add($"{Count(few)} groups have fewer than {FewRows} rated rows: they are marked, and say little.");
        }

        if (groups.Count > shown.Length)
        {
            text.Add($"The {shown.Length} largest are shown; {Count(groups.Count - shown.Length)} are not.");
        }

        return new ReportSection("Groups")
        {
            Text = text,
            Chart = new RangeChart("Agreement by group", Describe(items, all), "agreement", all.AgreementRate, items),
            Table = new ReportTable("Agreement by group", ["Group", "#Rated rows", "#Agreement", "#95 % interval", "#To the rest", "#Adjusted p", "Note"],
            [
                .. shown.Select(static group => (IReadOnlyList<string>)
                [
                    NameOf(group), Count(group.Rated), Percent(group.AgreementRate), PercentRange(group.AgreementLow, group.AgreementHigh),
                    Signed(group.DifferenceToRest), Chance(group.AdjustedPValue), group.Rated < FewRows ? "few rows" : "",
                ]),
            ]),
        };
    }

    private static ReportSection Answers(InsightAccuracy all) => new("Who answered")
    {
        Text =
        [
            $"{Count(all.Rated)} of {Count(all.Total)} rows have both a sentiment and a score ({Percent(all.Coverage)}).",
            .. all.ResponseDifference is double difference
                ? (string[])
                [
                    $"Mean sentiment is {Figure(all.RatedSentiment)} among them and {Figure(all.UnratedSentiment)} among the rows without a score: a difference of {Signed(difference)} standard deviations "
                        + $"({(Math.Abs(difference) < 0.2 ? "small" : Math.Abs(difference) < 0.5 ? "noticeable" : "large")}); the two distributions are at most {Figure(all.ResponseKs)} apart.",
                    all.ReweightedAgreement is double reweighted
                        ? $"If each tenth of the rows by sentiment had its share of the answers, agreement would be {Percent(reweighted)} in place of {Percent(all.AgreementRate)}."
                        : "What agreement would be if all sentiment were as often among the answers can't be said: a tenth of the rows by sentiment has no answer.",
                ]
                : [],
            "How those felt who did not answer is not known.",
        ],
    };

    private static ReportSection Candidates(ReportFindings found) => new("Worth a look")
    {
        Text =
        [
            found.CandidateCount == 0
                ? "No row meets the default rules of coaching (a score in the lowest quarter of its scale, or a mean sentiment of -0.5 or less)."
                : $"{Count(found.CandidateCount)} rows meet a default rule of coaching: {string.Join(", ", found.Reasons.Select(static reason => $"{reason.Key} {Count(reason.Value)}"))}.",
        ],
        Table = found.Candidates.Count == 0 ? null : new ReportTable("Those of the highest priority", ["Interaction", "Agent", "Reasons", "#Priority"],
        [
            .. found.Candidates.Select(static candidate => (IReadOnlyList<string>)
            [
                candidate.InteractionId, candidate.AgentName ?? candidate.AgentId ?? Unknown, string.Join(", ", candidate.Reason.Select(static reason => reason.ToString())),
                Figure(candidate.Priority),
            ]),
        ]),
    };

    private static ReportSection Origin(ReportRequest request, ReportFindings found, ReportOrigin origin) => new("How it was made")
    {
        Table = new ReportTable("What was asked, and what it rests on", ["What", "Value"],
        [
            ["Interactions from", found.Start is { } start ? Time(start) : Unknown],
            ["Interactions to", found.End is { } end ? Time(end) : Unknown],
            ["Model", found.Models.Count == 0 ? "all" : string.Join(", ", found.Models)],
            ["Rows", Count(found.All.Total)],
            ["Rated rows", Count(found.All.Rated)],
            ["Sentiment is positive above", Limit(request.SentimentThreshold)],
            ["A score is satisfied above", found.All.CsatThreshold is { } threshold ? $"{Limit(threshold)} of {found.All.CsatScale}" : Unknown],
            ["Intervals", "95 %, with the interaction as the unit (docs/accuracy.md)"],
            ["Notes on the figures", found.All.Reasons.Count == 0 ? "none" : string.Join(", ", found.All.Reasons)],
            ["API", origin.Host ?? Unknown],
            ["Audit trail up to", origin.AuditHash ?? Unknown],
            ["Made", $"{Time(origin.Created)} by {origin.Module}"],
        ]),
    };

    private static ReportTable RangeTable(string caption, string what, string value, IReadOnlyList<RangeItem> items) => new(caption, [what, "#Rated rows", "#" + value, "#95 % interval", "Note"],
    [
        .. items.Select(static item => (IReadOnlyList<string>)[item.Label, Count(item.Count), Percent(item.Value), PercentRange(item.Low, item.High), item.IsFew ? "few rows" : ""]),
    ]);

    private static RangeItem ItemOf(InsightAccuracy part, string label) =>
        new(label, part.Rated, part.AgreementRate, part.AgreementLow, part.AgreementHigh, part.Rated < FewRows);

    private static string NameOf(InsightAccuracy group) => string.Join(", ", group.Group!.Values.Cast<object?>().Select(static value => value?.ToString() is { Length: > 0 } text ? text : "(none)"));

    private static string Describe(IReadOnlyList<RangeItem> items, InsightAccuracy all) =>
        $"Agreement is from {Percent(items.Min(static item => item.Value))} to {Percent(items.Max(static item => item.Value))}; over all rows it is {Percent(all.AgreementRate)}.";

    private static string Share(long satisfied, long others) => satisfied + others == 0 ? Unknown : Percent((double)satisfied / (satisfied + others));
}
