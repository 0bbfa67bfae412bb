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

    private static ObjectShape Predicate { get; } = new(
        "TranscriptAggregateQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_filterDimensions),
        FieldShape.Choice("operator", CommonShapes.Operators),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape Clause { get; } = new(
        "TranscriptAggregateQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", Predicate, required: true).AsList());

    private static ObjectShape Filter { get; } = new(
        "TranscriptAggregateQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", Clause).AsList(),
        FieldShape.Object("predicates", Predicate).AsList());

    private static ObjectShape View { get; } = new(
        "TranscriptAggregationView",
        FieldShape.Choice("target", s_metrics, required: true),
        FieldShape.Text("name", required: true),
        FieldShape.Choice("function", ["rangeBound"], required: true),
        FieldShape.Object("range", CommonShapes.AggregationRange));

    private static ObjectShape Sort { get; } = new(
        "TranscriptAggregationSort",
        FieldShape.Choice("name", s_metrics, required: true),
        FieldShape.Choice("function", s_functions, required: true));

    public static ObjectShape Query { get; } = new(
        "TranscriptAggregationQuery",
        FieldShape.Interval("interval", required: true),
        FieldShape.Text("granularity"),
        FieldShape.Text("timeZone"),
        FieldShape.Choice("groupBy", s_dimensions).AsList(),
        FieldShape.Object("filter", Filter),
        FieldShape.Choice("metrics", s_metrics, required: true).AsList(),
        FieldShape.Flag("flattenMultivaluedDimensions"),
        FieldShape.Object("views", View).AsList(),
        FieldShape.Choice("alternateTimeDimension", ["eventTime"]),
        FieldShape.Choice("queryType", ["bottomN", "groupBy", "topN"]),
        FieldShape.Object("sortMetric", Sort),
        FieldShape.Integer("limit"));

    public static ObjectShape Job { get; } = new(
        "TranscriptAsyncAggregationQuery",
        FieldShape.Interval("interval", required: true),
        FieldShape.Text("granularity"),
        FieldShape.Text("timeZone"),
        FieldShape.Choice("groupBy", s_dimensions).AsList(),
        FieldShape.Object("filter", Filter),
        FieldShape.Choice("metrics", s_metrics, required: true).AsList(),
        FieldShape.Flag("flattenMultivaluedDimensions"),
        FieldShape.Object("views", View).AsList(),
        FieldShape.Choice("alternateTimeDimension", ["eventTime"]),
        FieldShape.Choice("queryType", ["bottomN", "groupBy", "topN"]),
        FieldShape.Object("sortMetric", Sort),
        FieldShape.Integer("limit"),
        FieldShape.Integer("pageSize"));
}
