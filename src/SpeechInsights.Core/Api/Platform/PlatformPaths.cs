using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>The Platform API's paths, and the permission that each needs (developer.genesys.cloud, Platform API v2).</summary>
internal static class PlatformPaths
{
    public const string Organization = "/api/v2/organizations/me";
    public const string Token = "/api/v2/tokens/me";
    public const string Programs = "/api/v2/speechandtextanalytics/programs";
    public const string Topics = "/api/v2/speechandtextanalytics/topics";
    public const string SentimentDialects = "/api/v2/speechandtextanalytics/sentiment/dialects";
    public const string Retention = "/api/v2/analytics/dataretention/settings";
    public const string DataLake = "/api/v2/analytics/conversations/details/jobs/availability";
    public const string Transcripts = "/api/v2/analytics/transcripts/aggregates";
    public const string Surveys = "/api/v2/analytics/surveys/aggregates";
    public const string Details = "/api/v2/analytics/conversations/details/query";
    public const string Triggers = "/api/v2/processautomation/triggers";
    public const string Appointments = "/api/v2/coaching/appointments";

    public const string Users = "/api/v2/users";
    public const string Queues = "/api/v2/routing/queues";
    public const string Teams = "/api/v2/teams";
    public const string Divisions = "/api/v2/authorization/divisions";
    public const string Subject = "/api/v2/authorization/subjects/me";
    public const string Clients = "/api/v2/oauth/clients";
    public const string Roles = "/api/v2/authorization/roles";

    /// <summary>Where things that have a name are found by their ids.</summary>
    public static readonly IReadOnlyList<(NameKind Kind, string Folder)> Named =
        [(NameKind.Agent, Users), (NameKind.Queue, Queues), (NameKind.Model, Programs), (NameKind.Topic, Topics), (NameKind.Team, Teams), (NameKind.Division, Divisions)];

    public const string ViewProgram = "speechAndTextAnalytics:program:view";
    public const string ViewTopic = "speechAndTextAnalytics:topic:view";
    public const string ViewTranscripts = "analytics:speechAndTextAnalyticsAggregates:view";
    public const string ViewSurveys = "analytics:surveyAggregate:view";
    public const string ViewDetails = "analytics:conversationDetail:view";
    public const string ViewRetention = "analytics:dataRetention:view";
    public const string ViewQueue = "routing:queue:view";
    public const string ViewTeam = "groups:team:view";
    public const string ViewClient = "oauth:client:view";
    public const string ViewRole = "authorization:role:view";
    public const string ViewTrigger = "processautomation:trigger:view";
    public const string AddTrigger = "processautomation:trigger:add";
    public const string EditTrigger = "processautomation:trigger:edit";
    public const string DeleteTrigger = "processautomation:trigger:delete";
    public const string TestTrigger = "processautomation:trigger:test";
    public const string ViewAppointment = "coaching:appointment:view";
    public const string AddAppointment = "coaching:appointment:add";

    /// <summary>An interval as the API wants it: start and end with a slash between.</summary>
    public static string Interval(DateTimeOffset start, DateTimeOffset end) =>
        $"{WireTime.Format(start)}/{WireTime.Format(end)}";
}
