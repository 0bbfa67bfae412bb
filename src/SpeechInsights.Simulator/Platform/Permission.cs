namespace SpeechInsights.Simulator.Platform;

/// <summary>What a role may allow.</summary>
internal static class Permission
{
    public const string ViewProgram = "speechAndTextAnalytics:program:view";
    public const string ViewTopic = "speechAndTextAnalytics:topic:view";
    public const string ViewTranscripts = "analytics:speechAndTextAnalyticsAggregates:view";
    public const string ViewSurveys = "analytics:surveyAggregate:view";
    public const string ViewDetails = "analytics:conversationDetail:view";
    public const string ViewAgentDetails = "analytics:agentConversationDetail:view";
    public const string ViewRetention = "analytics:dataRetention:view";
    public const string ViewTrigger = "processautomation:trigger:view";
    public const string AddTrigger = "processautomation:trigger:add";
    public const string EditTrigger = "processautomation:trigger:edit";
    public const string DeleteTrigger = "processautomation:trigger:delete";
    public const string TestTrigger = "processautomation:trigger:test";

    public const string ViewAppointment = "coaching:appointment:view";
    public const string AddAppointment = "coaching:appointment:add";

    public const string ViewQueue = "routing:queue:view";
    public const string ViewTeam = "groups:team:view";
    public const string ViewClient = "oauth:client:view";
    public const string ViewRole = "authorization:role:view";

    public static IReadOnlyList<string> All { get; } =
    [
        ViewProgram, ViewTopic, ViewTranscripts, ViewSurveys, ViewDetails, ViewAgentDetails, ViewRetention, ViewTrigger, AddTrigger,
        EditTrigger, DeleteTrigger, TestTrigger, ViewAppointment, AddAppointment, ViewQueue, ViewTeam, ViewClient, ViewRole,
    ];
}
