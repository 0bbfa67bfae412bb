namespace SpeechInsights.Simulator.Platform;

/// <summary>What a query of transcript aggregates may hold.</summary>
internal static class TranscriptShapes
{
    private static readonly string[] s_filterDimensions =
    [
        "addressFrom", "addressTo", "ani", "categoryId", "channel", "conversationDuration", "conversationId", "direction",
        "divisionId", "dnis", "flowId", "flowVersion", "handleTime", "mediaType", "messageType", "queueId", "resultsBy", "teamId",
        "topicId", "userId", "wrapUpCode",
    ];

    private static readonly string[] s_metrics =
    [
        "nSpeechTextAnalyzedConversations", "nTopicCommunications", "oCustomerSentiment", "oOverTalkSpeechInstances",
        "oSentimentScore", "tAgentSpeech", "tCustomerSpeech", "tOtherAudio", "tOverTalkSpeech", "tSilence", "tTotalSpeechAndSilence",
    ];

    private static readonly string[] s_functions =
    [
        "average", "count", "max", "min", "sum",
    ];

    private static readonly string[] s_dimensions =
    [
        "addressFrom", "addressTo", "ani", "categoryId", "channel", "conversationId", "direction", "divisionId", "dnis", "flowId",
        "flowVersion", "mediaType", "messageType", "queueId", "teamId", "topicId", "userId", "wrapUpCode",
    ];

    private static readonly ObjectShape s_sort = new(
        "TranscriptAggregationSort",
        FieldShape.Choice("name", s_metrics, required: true),
        FieldShape.Choice("function", s_functions, required: true));

    private static readonly (ObjectShape Query, ObjectShape Job) s_shapes = AggregateShapes.Create(
        "Transcript",
        s_filterDimensions,
        s_metrics,
        s_dimensions,
        ["eventTime"],
        FieldShape.Choice("queryType", ["bottomN", "groupBy", "topN"]).ByDefault("groupBy"),
        FieldShape.Object("sortMetric", s_sort).OnlyWhere("queryType", "topN", "bottomN").NeededBesideSeveral("metrics"),
        FieldShape.Integer("limit").OnlyWhere("queryType", "topN", "bottomN"));

    public static ObjectShape Query => s_shapes.Query;

    public static ObjectShape Job => s_shapes.Job;
}
