using SpeechInsights.Parquet;
using static SpeechInsights.Datasets.DatasetColumn;

namespace SpeechInsights.Datasets;

/// <summary>The columns of every file: the properties of <see cref="ScoredInsight"/>, in snake_case. Spans of time are in seconds.</summary>
internal static class DatasetColumns
{
    public static readonly IReadOnlyList<DatasetColumn> All =
    [
        OfText("interaction_id", static row => row.InteractionId),
        OfText("interaction_uri_template", InteractionUriTemplate.Of),
        OfText("agent_id", static row => row.AgentId),
        OfText("agent_name", static row => row.AgentName),
        OfTime("timestamp", static row => row.Timestamp),
        OfInteger("speech_analytics_count", static row => row.SpeechAnalytics?.Count),
        OfReal("speech_analytics_sum", static row => row.SpeechAnalytics?.Sum),
        OfInteger("sentiment_count", static row => row.Sentiment?.Count),
        OfReal("sentiment_average", static row => row.SentimentAverage),
        OfText("queue_id", static row => row.QueueId),
        OfText("queue_name", static row => row.QueueName),
        OfText("media_type", static row => row.MediaType),
        OfText("direction", static row => row.Direction),
        OfText("topic_id", static row => row.TopicId),
        OfText("topic_name", static row => row.TopicName),
        OfText("team_id", static row => row.TeamId),
        OfText("team_name", static row => row.TeamName),
        OfText("division_id", static row => row.DivisionId),
        OfText("division_name", static row => row.DivisionName),
        OfText("wrap_up_code", static row => row.WrapUpCode),
        OfInteger("customer_sentiment_count", static row => row.CustomerSentiment?.Count),
        OfReal("customer_sentiment_average", static row => row.CustomerSentiment?.Average),
        OfInteger("customer_sentiment_positive", static row => row.CustomerSentiment?.Positive),
        OfInteger("customer_sentiment_negative", static row => row.CustomerSentiment?.Negative),
        OfSpan("silence_time", static row => row.SilenceTime),
        OfReal("silence_share", static row => row.SilenceShare),
        OfSpan("overtalk_time", static row => row.OvertalkTime),
        OfReal("overtalk_share", static row => row.OvertalkShare),
        OfInteger("overtalk_count", static row => row.OvertalkCount),
        OfSpan("agent_speech_time", static row => row.AgentSpeechTime),
        OfReal("agent_speech_share", static row => row.AgentSpeechShare),
        OfSpan("customer_speech_time", static row => row.CustomerSpeechTime),
        OfReal("customer_speech_share", static row => row.CustomerSpeechShare),
        OfSpan("other_audio_time", static row => row.OtherAudioTime),
        OfSpan("total_time", static row => row.TotalTime),
        OfReal("csat", static row => row.Csat),
        OfText("csat_scale", static row => row.CsatScale?.ToString()),
        OfInteger("survey_count", static row => row.SurveyCount),
        OfReal("net_promoter_score", static row => row.NetPromoterScore),
        OfText("model_id", static row => row.ModelId),
        OfTime("query_start", static row => row.QueryStart),
        OfTime("query_end", static row => row.QueryEnd),
    ];

    /// <summary>The same, for what knows nothing of insights.</summary>
    public static readonly IReadOnlyList<TableColumn> Table = [.. All.Select(static column => new TableColumn(column.Name, column.Type))];

    private static readonly Dictionary<string, int> s_places = All.Select(static (column, place) => (column.Name, place)).ToDictionary(static one => one.Name, static one => one.place, StringComparer.Ordinal);

    /// <summary>Where a column stands; −1 where there is none of that name.</summary>
    public static int PlaceOf(string name) => s_places.GetValueOrDefault(name, -1);
}
