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

    private static readonly (ObjectShape Query, ObjectShape Job) s_shapes = AggregateShapes.Create(
        "Survey",
        s_filterDimensions,
        s_metrics,
        s_dimensions,
        ["eventTime", "surveyCreatedDate"]);

    public static ObjectShape Query => s_shapes.Query;

    public static ObjectShape Job => s_shapes.Job;
}
