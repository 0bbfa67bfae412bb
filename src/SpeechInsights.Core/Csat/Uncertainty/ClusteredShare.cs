namespace SpeechInsights.Csat.Uncertainty;

/// <summary>The interval of a share of rows that come in conversations: Wilson's, of as many independent rows as say as much (Kish 1965).</summary>
internal static class ClusteredShare
{
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="squares">The summed squares of what each conversation moves the share by.</param>
    /// <param name="conversations">Conversations that have such rows.</param>
    /// <param name="isClustered">Whether any conversation has more than one row; else it is the textbook's.</param>
    public static ConfidenceInterval Interval(double share, double rows, double squares, int conversations, bool isClustered)
    {
        double quantile = isClustered ? StudentT.Quantile95(Math.Max(1, conversations - 1)) : ConfidenceInterval.Z;
        return ConfidenceInterval.Wilson(share, Trials(share, rows, squares, conversations, isClustered), quantile)!.Value;
    }

    /// <summary>How many independent rows say as much.</summary>
    /// <inheritdoc cref="Interval"/>
    public static double Trials(double share, double rows, double squares, int conversations, bool isClustered)
    {
        if (!isClustered)
        {
            return rows;
        }

        double correction = conversations > 1 ? conversations / (conversations - 1.0) : 1;
        return share is 0 or 1 ? conversations : rows / Math.Max(1, correction * squares / (share * (1 - share) / rows));
    }
}
