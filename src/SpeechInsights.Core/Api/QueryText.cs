using SpeechInsights.Api.Summary;

namespace SpeechInsights.Api;

/// <summary>A query as people look at it: the request of the contract that takes it whole.</summary>
internal static class QueryText
{
    public static string Of(InsightQuery query) => SummaryQueryWriter.ToJson(query);
}
