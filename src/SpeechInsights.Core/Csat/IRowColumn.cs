namespace SpeechInsights.Csat;

/// <summary>A column of <see cref="RatedRow"/> to sort by.</summary>
internal interface IRowColumn<TKey>
{
    static abstract TKey Of(in RatedRow row);
}
