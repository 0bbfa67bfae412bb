namespace SpeechInsights.Simulator.Platform;

/// <summary>What a query of conversation details may hold.</summary>
internal static class DetailShapes
{
    private static readonly string[] s_conversationDimensions =
    [
        "accessAttribute", "conversationEnd", "conversationId", "conversationInitiator", "conversationStart",
        "customerParticipation", "divisionId", "externalTag", "mediaStatsMinConversationMos", "originatingDirection",
        "originatingSocialMediaPublic",
    ];

    private static readonly string[] s_conversationMetrics =
    [
        "nBlindTransferred", "nBotInteractions", "nCallbackAttempts", "nCallbackOverSla", "nCallbackScheduled", "nCfcOffered",
        "nCobrowseSessions", "nConnected", "nConsult", "nConsultTransferred", "nConversations", "nError", "nFlow", "nFlowMilestone",
        "nFlowOutcome", "nFlowOutcomeFailed", "nOffered", "nOutbound", "nOutboundAbandoned", "nOutboundAttempted",
        "nOutboundConnected", "nOverSla", "nStateTransitionError", "nTakeover", "nTransferred", "oAudioMessageCount",
        "oExternalAudioMessageCount", "oExternalMediaCount", "oFlowMilestone", "oMediaCount", "oMessageCount",
        "oMessageSegmentCount", "oMessageTurn", "oSkillExpressionApplications", "tAbandon", "tAcd", "tActiveCallback",
        "tActiveCallbackComplete", "tAcw", "tAgentResponseTime", "tAgentVideoConnected", "tAlert", "tAnswered",
        "tAverageAgentResponseTime", "tAverageCustomerResponseTime", "tBarging", "tCallbackAbandon", "tCallbackConnect",
        "tCallbackNotReached", "tCallbackVirtualWait", "tCfcAbandon", "tCfcAcd", "tCfcAnswered", "tCfcFlowOut", "tCoaching",
        "tCoachingComplete", "tConnected", "tContacting", "tConversationDuration", "tDialing", "tFirstConnect", "tFirstDial",
        "tFirstEngagement", "tFirstResponse", "tFlow", "tFlowDisconnect", "tFlowExit", "tFlowOut", "tFlowOutcome", "tHandle",
        "tHeld", "tHeldComplete", "tIvr", "tMonitoring", "tMonitoringComplete", "tNotResponding", "tPark", "tParkComplete",
        "tScreenMonitoring", "tShortAbandon", "tSnippetRecord", "tTalk", "tTalkComplete", "tTransmitting", "tUserResponseTime",
        "tVoicemail",
    ];

    private static readonly string[] s_segmentDimensions =
    [
        "addressFrom", "addressTo", "agentAssistantId", "agentOwned", "ani", "authenticated", "bargedParticipantId",
        "callbackNumber", "callbackScheduledTime", "canonicalExternalContactId", "cleared", "coachedParticipantId", "conference",
        "deliveryPushed", "deliveryStatus", "destinationAddress", "destinationConversationId", "detectedSpeechEnd",
        "detectedSpeechStart", "direction", "disconnectType", "dnis", "edgeId", "engagementSource", "errorCode", "exitReason",
        "extendedDeliveryStatus", "externalContactId", "externalOrganizationId", "flaggedReason", "flowId", "flowName",
        "flowOutType", "flowOutcome", "flowOutcomeId", "flowOutcomeValue", "flowVersion", "groupId", "journeyActionId",
        "journeyActionMapId", "journeyCustomerId", "journeyCustomerIdType", "journeyCustomerSessionId", "mediaCount", "mediaType",
        "messageType", "monitoredParticipantId", "outboundCampaignId", "outboundContactId", "outboundContactListId",
        "participantName", "protocolCallId", "provider", "purpose", "queueId", "recording", "remote", "remoteNameDisplayable",
        "requestedLanguageId", "requestedRouting", "requestedRoutingSkillId", "scoredAgentId", "screenMonitoredUserId",
        "screenRecording", "scriptId", "segmentEnd", "segmentType", "sessionDnis", "sipResponseCode", "skillExpressionId",
        "snippetRecording", "subject", "teamId", "transferTargetAddress", "transferTargetName", "transferType", "usedRouting",
        "userId", "wrapUpCode", "wrapUpNote",
    ];

    private static readonly string[] s_propertyTypes =
    [
        "bool", "integer", "real", "date", "string", "uuid",
    ];

    private static readonly string[] s_evaluationDimensions =
    [
        "assigneeApplicable", "assigneeId", "calibrationId", "contextId", "deleted", "evaluationId", "evaluationStatus",
        "evaluatorId", "eventTime", "formId", "formName", "queueId", "released", "rescored", "systemSubmitted", "userId",
    ];

    private static readonly string[] s_surveyDimensions =
    [
        "eventTime", "queueId", "surveyCompletedDate", "surveyFormContextId", "surveyFormId", "surveyId", "surveyPartialResponse",
        "surveyPromoterScore", "surveyStatus", "surveyType", "userId",
    ];

    private static ObjectShape ConversationPredicate { get; } = new(
        "ConversationDetailQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_conversationDimensions),
        FieldShape.Choice("metric", s_conversationMetrics),
        FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape ConversationClause { get; } = new(
        "ConversationDetailQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", ConversationPredicate, required: true).AsList());

    private static ObjectShape ConversationFilter { get; } = new(
        "ConversationDetailQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", ConversationClause).AsList(),
        FieldShape.Object("predicates", ConversationPredicate).AsList());

    private static ObjectShape SegmentPredicate { get; } = new(
        "SegmentDetailQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_segmentDimensions),
        FieldShape.Choice("propertyType", s_propertyTypes),
        FieldShape.Text("property"),
        FieldShape.Choice("metric", ["tSegmentDuration"]),
        FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape SegmentClause { get; } = new(
        "SegmentDetailQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", SegmentPredicate, required: true).AsList());

    private static ObjectShape SegmentFilter { get; } = new(
        "SegmentDetailQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", SegmentClause).AsList(),
        FieldShape.Object("predicates", SegmentPredicate).AsList());

    private static ObjectShape EvaluationPredicate { get; } = new(
        "EvaluationDetailQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_evaluationDimensions),
        FieldShape.Choice("metric", ["oTotalCriticalScore", "oTotalScore"]),
        FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape EvaluationClause { get; } = new(
        "EvaluationDetailQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", EvaluationPredicate, required: true).AsList());

    private static ObjectShape EvaluationFilter { get; } = new(
        "EvaluationDetailQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", EvaluationClause).AsList(),
        FieldShape.Object("predicates", EvaluationPredicate).AsList());

    private static ObjectShape SurveyPredicate { get; } = new(
        "SurveyDetailQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("dimension", s_surveyDimensions),
        FieldShape.Choice("metric", ["oSurveyTotalScore"]),
        FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape SurveyClause { get; } = new(
        "SurveyDetailQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", SurveyPredicate, required: true).AsList());

    private static ObjectShape SurveyFilter { get; } = new(
        "SurveyDetailQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", SurveyClause).AsList(),
        FieldShape.Object("predicates", SurveyPredicate).AsList());

    private static ObjectShape ResolutionPredicate { get; } = new(
        "ResolutionDetailQueryPredicate",
        FieldShape.Choice("type", CommonShapes.PredicateTypes),
        FieldShape.Choice("metric", ["nNextContactAvoided"]),
        FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
        FieldShape.Text("value"),
        FieldShape.Object("range", CommonShapes.NumericRange));

    private static ObjectShape ResolutionClause { get; } = new(
        "ResolutionDetailQueryClause",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("predicates", ResolutionPredicate, required: true).AsList());

    private static ObjectShape ResolutionFilter { get; } = new(
        "ResolutionDetailQueryFilter",
        FieldShape.Choice("type", CommonShapes.AndOr, required: true),
        FieldShape.Object("clauses", ResolutionClause).AsList(),
        FieldShape.Object("predicates", ResolutionPredicate).AsList());

    private static ObjectShape Aggregation { get; } = new(
        "AnalyticsQueryAggregation",
        FieldShape.Choice("type", ["termFrequency", "numericRange"]),
        FieldShape.Text("dimension"),
        FieldShape.Text("metric"),
        FieldShape.Integer("size"),
        FieldShape.Object("ranges", CommonShapes.AggregationRange).AsList());

    private static ObjectShape Paging { get; } = new(
        "PagingSpec",
        FieldShape.Integer("pageSize", required: true),
        FieldShape.Integer("pageNumber", required: true));

    public static ObjectShape Query { get; } = new(
        "ConversationQuery",
        FieldShape.Object("conversationFilters", ConversationFilter).AsList(),
        FieldShape.Object("segmentFilters", SegmentFilter).AsList(),
        FieldShape.Object("evaluationFilters", EvaluationFilter).AsList(),
        FieldShape.Object("surveyFilters", SurveyFilter).AsList(),
        FieldShape.Object("resolutionFilters", ResolutionFilter).AsList(),
        FieldShape.Choice("order", ["asc", "desc", "unordered"]).ByDefault("asc"),
        FieldShape.Choice("orderBy", ["conversationStart", "conversationEnd", "segmentStart", "segmentEnd"]).ByDefault("conversationStart"),
        FieldShape.Interval("interval", required: true),
        FieldShape.Object("aggregations", Aggregation).AsList(),
        FieldShape.Object("paging", Paging).ByDefault("25"));
}
