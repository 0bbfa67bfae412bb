namespace SpeechInsights.Api.Summary;

/// <summary>Which object of a row a value stands in.</summary>
internal enum RowPlace
{
    Other,
    Row,
    Group,
    Metrics,
    Speech,
    Sentiment,
    Csat,
}
