namespace SpeechInsights.Api.Summary;

/// <summary>The values of a row that a reader may want.</summary>
internal enum RowField
{
    /// <summary>Any other value.</summary>
    None,
    GroupId,
    Time,
    AgentId,
    SpeechCount,
    SpeechSum,
    SpeechAverage,
    SentimentCount,
    SentimentSum,
    SentimentAverage,
    CsatCount,
    CsatSum,
    CsatAverage,
}
