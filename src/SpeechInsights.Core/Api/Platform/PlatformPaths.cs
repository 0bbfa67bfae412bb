using SpeechInsights.Api.Summary;

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

    public const string ViewProgram = "the permission speechAndTextAnalytics:program:view";
    public const string ViewTopic = "the permission speechAndTextAnalytics:topic:view";
    public const string ViewTranscripts = "the permission analytics:speechAndTextAnalyticsAggregates:view";
    public const string ViewSurveys = "the permission analytics:surveyAggregate:view";
    public const string ViewDetails = "the permission analytics:conversationDetail:view";
    public const string ViewRetention = "the permission analytics:dataRetention:view";
    public const string ViewTrigger = "the permission processautomation:trigger:view";
    public const string AddTrigger = "the permission processautomation:trigger:add";
    public const string EditTrigger = "the permission processautomation:trigger:edit";
    public const string DeleteTrigger = "the permission processautomation:trigger:delete";
    public const string TestTrigger = "the permission processautomation:trigger:test";

    /// <summary>An interval as the API wants it: start and end with a slash between.</summary>
    public static string Interval(DateTimeOffset start, DateTimeOffset end) =>
        $"{SummaryQueryWriter.FormatTime(start)}/{SummaryQueryWriter.FormatTime(end)}";
}
