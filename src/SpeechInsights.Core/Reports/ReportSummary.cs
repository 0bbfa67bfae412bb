using static SpeechInsights.Reports.ReportText;

namespace SpeechInsights.Reports;

/// <summary>The plain words that a report begins with.</summary>
internal static class ReportSummary
{
    public static IReadOnlyList<string> Of(ReportFindings found)
    {
        InsightAccuracy all = found.All;
        if (all.Rated == 0)
        {
            return [all.Total == 0 ? "There are no rows." : $"None of the {Count(all.Total)} rows has both a sentiment and a survey score: nothing can be said about agreement."];
        }

        List<string> words =
        [
            $"Sentiment and survey score agree in {Percent(all.AgreementRate)} of {Count(all.Rated)} rated rows (95 % interval {PercentRange(all.AgreementLow, all.AgreementHigh)}). {Verdict(all)}",
        ];
        if (all.Auc is not null)
        {
            words.Add($"Of two rows, one satisfied and one not, the satisfied one has the higher sentiment in {Percent(all.Auc)} of cases"
                + (all.AucLow is null ? "; there are too few of one kind to say how sure that is." : $" (95 % interval {PercentRange(all.AucLow, all.AucHigh)}); half would be guessing."));
        }

        if (all.Reasons.Contains("FewRows"))
        {
            words.Insert(0, $"There are only {Count(all.Rated)} rated rows: take all of this as a hint.");
        }

        if (all.Reasons.Contains("OneCsatClass"))
        {
            words.Add("All scores are on one side of the threshold, so nobody can say whether sentiment tells the two sides apart.");
        }

        return words;
    }

    private static string Verdict(InsightAccuracy all)
    {
        string guessing = $"always guessing the more frequent side of the scores, which would reach {Percent(all.MajorityBaseline)}";
        return all.AgreementLow > all.MajorityBaseline ? $"That is better than {guessing}."
            : all.AgreementHigh < all.MajorityBaseline ? $"That is worse than {guessing}."
            : $"Chance can explain its difference to {guessing}.";
    }
}
