namespace SpeechInsights.Csat;

/// <summary>The columns that rows are sorted by.</summary>
internal static class RowColumns
{
    internal readonly struct Sentiment : IRowColumn<double>
    {
        public static double Of(in RatedRow row) => row.Sentiment;
    }

    internal readonly struct Csat : IRowColumn<double>
    {
        public static double Of(in RatedRow row) => row.Csat;
    }

    internal readonly struct Conversation : IRowColumn<ulong>
    {
        public static ulong Of(in RatedRow row) => row.Conversation;
    }
}
