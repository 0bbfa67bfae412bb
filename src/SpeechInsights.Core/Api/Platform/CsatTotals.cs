namespace SpeechInsights.Api.Platform;

/// <summary>What the surveys of one conversation add up to, over all intervals.</summary>
internal readonly record struct CsatTotals(double Sum, int Answers, int Promoters, int Detractors, int NpsAnswers)
{
    public static CsatTotals Of(AggregateGroup group)
    {
        ReadOnlySpan<MetricFigures> figures = group.Figures;
        return new CsatTotals(figures[0].Sum, Small(figures[0]), Small(figures[1]), Small(figures[2]), Small(figures[3]));
    }

    public static CsatTotals operator +(CsatTotals one, CsatTotals other) => checked(new CsatTotals(
        one.Sum + other.Sum, one.Answers + other.Answers, one.Promoters + other.Promoters, one.Detractors + other.Detractors, one.NpsAnswers + other.NpsAnswers));

    public CsatScore ToScore(string conversationId) => new(
        conversationId,
        Answers == 0 ? null : Sum / Answers,
        CsatScale.Percent,
        Answers,
        NpsAnswers == 0 ? null : 100.0 * (Promoters - Detractors) / NpsAnswers);

    // No conversation has a thousand surveys.
    private static int Small(MetricFigures figures) => figures.Count <= 1 << 20 ? (int)figures.Count : throw MetricFigures.TooLarge();
}
