namespace SpeechInsights.Csat.Uncertainty;

/// <summary>Looks at the rows in the order of their sentiment, all of one value together.</summary>
internal interface ISentimentWatcher
{
    /// <summary>Called before the first run, when each row has the number of its conversation.</summary>
    void Begin(RatedRows rows);

    /// <summary>Called with each run, whose rows have their figures still.</summary>
    void Look(RowRuns<double, RowColumns.Sentiment> run);

    /// <summary>Called after the last run, when ranks have taken the place of sentiment, and scores are still there.</summary>
    void End(RatedRows rows);
}
