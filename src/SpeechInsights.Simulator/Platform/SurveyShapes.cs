namespace SpeechInsights.Simulator.Platform;

/// <summary>What a query of survey aggregates may hold.</summary>
internal static class SurveyShapes
{
    private static readonly string[] s_filterDimensions =
    [
        "conversationId", "divisionId", "externalContactId", "mediaType", "queueId", "requestedLanguageId",
        "requestedRoutingSkillId", "surveyAnswerId", "surveyCreatedDate", "surveyErrorReason", "surveyFormContextId",
        "surveyFormId", "surveyFormName", "surveyId", "surveyPartialResponse", "surveyPreviousStatus", "surveyPromoterScore",
        "surveyQuestionGroupId", "surveyQuestionId", "surveyStatus", "surveyType", "teamId", "userId", "wrapUpCode",
    ];

    private static readonly string[] s_metrics =
    [
        "nSurveyErrors", "nSurveyFullResponses", "nSurveyNpsDetractors", "nSurveyNpsPromoters", "nSurveyNpsResponses",
        "nSurveyPartialResponses", "nSurveyQuestionGroupResponses", "nSurveyQuestionResponses", "nSurveyResponses",
        "nSurveysAbandoned", "nSurveysDeleted", "nSurveysExpired", "nSurveysSent", "nSurveysStarted", "nVoiceSurveys",
        "nWebSurveys", "oSurveyQuestionGroupScore", "oSurveyQuestionScore", "oSurveyTotalScore",
    ];

    private static readonly string[] s_dimensions =
    [
        "conversationId", "divisionId", "externalContactId", "mediaType", "queueId", "requestedLanguageId",
        "requestedRoutingSkillId", "surveyAnswerId", "surveyErrorReason", "surveyFormContextId", "surveyFormId", "surveyFormName",
        "surveyId", "surveyPartialResponse", "surveyPreviousStatus", "surveyPromoterScore", "surveyQuestionGroupId",
        "surveyQuestionId", "surveyStatus", "surveyType", "teamId", "userId", "wrapUpCode",
    ];

    private static ObjectShape Predicate { get; } = new(
        "SurveyAggregateQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_filterDimensions),
        FieldShape.Choice("operator", CommonShapes.Operators),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape Clause { get; } = new(
        "SurveyAggregateQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", Predicate, required: true).AsList());

    private static ObjectShape Filter { get; } = new(
        "SurveyAggregateQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", Clause).AsList(),
        FieldShape.Object("predicates", Predicate).AsList());

    private static ObjectShape View { get; } = new(
        "SurveyAggregationView",
        FieldShape.Choice("target", s_metrics, required: true),
        FieldShape.Text("name", required: true),
        FieldShape.Choice("function", ["rangeBound"], required: true),
        FieldShape.Object("range", CommonShapes.AggregationRange));

    public static ObjectShape Query { get; } = new(
        "SurveyAggregationQuery",
        FieldShape.Interval("interval", required: true),
        FieldShape.Text("granularity"),
        FieldShape.Text("timeZone"),
        FieldShape.Choice("groupBy", s_dimensions).AsList(),
        FieldShape.Object("filter", Filter),
        FieldShape.Choice("metrics", s_metrics, required: true).AsList(),
        FieldShape.Flag("flattenMultivaluedDimensions"),
        FieldShape.Object("views", View).AsList(),
        FieldShape.Choice("alternateTimeDimension", ["eventTime", "surveyCreatedDate"]));

    public static ObjectShape Job { get; } = new(
        "SurveyAsyncAggregationQuery",
        FieldShape.Interval("interval", required: true),
        FieldShape.Text("granularity"),
        FieldShape.Text("timeZone"),
        FieldShape.Choice("groupBy", s_dimensions).AsList(),
        FieldShape.Object("filter", Filter),
        FieldShape.Choice("metrics", s_metrics, required: true).AsList(),
        FieldShape.Flag("flattenMultivaluedDimensions"),
        FieldShape.Object("views", View).AsList(),
        FieldShape.Choice("alternateTimeDimension", ["eventTime", "surveyCreatedDate"]),
        FieldShape.Integer("pageSize"));
}
