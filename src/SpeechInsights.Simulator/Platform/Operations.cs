namespace SpeechInsights.Simulator.Platform;

/// <summary>The operations of the Platform API that the simulator serves, as they are declared.</summary>
internal static class Operations
{
    private const string Analytics = "/api/v2/analytics";
    private const string Speech = "/api/v2/speechandtextanalytics";
    private const string TriggerPath = "/api/v2/processautomation/triggers";

    private static readonly string[] s_dialects =
    [
        "en-US", "es-US", "en-AU", "en-GB", "en-ZA", "es-ES", "en-IN", "fr-FR", "fr-CA", "it-IT", "de-DE", "pt-BR", "pl-PL", "pt-PT",
        "nl-NL", "ko-KR",
    ];

    public static Operation Organization { get; } = new("GET", "/api/v2/organizations/me");

    public static Operation RevokeToken { get; } = new("DELETE", "/api/v2/tokens/me");

    public static Operation Programs { get; } = new("GET", Speech + "/programs", Permission.ViewProgram)
    {
        Query =
        [
            FieldShape.Text("nextPage"), FieldShape.Integer("pageSize").ByDefault("20").Between(1, 500),
            FieldShape.Choice("state", ["Latest", "Published"]).ByDefault("Latest"),
            FieldShape.Text("name").ByItsEndpoint(), FieldShape.Text("ids").AsList().Between(1, 50).NotBeside("nextPage", "pageSize"),
            FieldShape.Choice("sortBy", ["name"]).ByDefault("name"), FieldShape.Choice("sortOrder", ["asc", "desc"]).ByDefault("asc"),
        ],
    };

    public static Operation Program { get; } = new("GET", Speech + "/programs/{programId}", Permission.ViewProgram);

    public static Operation Mappings { get; } = new("GET", Speech + "/programs/{programId}/mappings", Permission.ViewProgram);

    public static Operation Topics { get; } = new("GET", Speech + "/topics", Permission.ViewTopic)
    {
        Query =
        [
            FieldShape.Text("nextPage"), FieldShape.Integer("pageSize").ByDefault("20").Between(1, 500), FieldShape.Integer("pageNumber"),
            FieldShape.Choice("state", ["latest", "published"]).ByDefault("latest"), FieldShape.Text("name").ByItsEndpoint(),
            FieldShape.Text("ids").AsList().Between(1, 50).NotBeside("state", "name", "dialects"),
            FieldShape.Choice("dialects", s_dialects).AsList().Between(1, 15),
            FieldShape.Choice("sortBy", ["name", "matchingType"]).ByDefault("name"), FieldShape.Choice("sortOrder", ["asc", "desc"]).ByDefault("asc"),
        ],
    };

    public static Operation Topic { get; } = new("GET", Speech + "/topics/{topicId}", Permission.ViewTopic);

    public static Operation SentimentDialects { get; } = new("GET", Speech + "/sentiment/dialects");

    public static Operation Retention { get; } = new("GET", Analytics + "/dataretention/settings", Permission.ViewRetention);

    public static Operation Availability { get; } = new("GET", Analytics + "/conversations/details/jobs/availability", Permission.ViewDetails);

    public static Operation Details { get; } =
        new("POST", Analytics + "/conversations/details/query", Permission.ViewDetails, Permission.ViewAgentDetails) { Body = DetailShapes.Query };

    public static AggregateOperations Transcripts { get; } =
        new(Analytics + "/transcripts/aggregates", Permission.ViewTranscripts, TranscriptShapes.Query, TranscriptShapes.Job);

    public static AggregateOperations Surveys { get; } =
        new(Analytics + "/surveys/aggregates", Permission.ViewSurveys, SurveyShapes.Query, SurveyShapes.Job);

    public static Operation Triggers { get; } = new("GET", TriggerPath, Permission.EditTrigger, Permission.ViewTrigger)
    {
        Query =
        [
            FieldShape.Text("before"), FieldShape.Text("after"), FieldShape.Text("pageSize").Between(1, 200), FieldShape.Text("topicName").ByItsEndpoint(),
            FieldShape.Flag("enabled"), FieldShape.Flag("hasDelayBy").ByDefault("all"),
        ],
    };

    public static Operation CreateTrigger { get; } = new("POST", TriggerPath, Permission.AddTrigger) { Body = TriggerShapes.Create };

    public static Operation Trigger { get; } = new("GET", TriggerPath + "/{triggerId}", Permission.EditTrigger, Permission.ViewTrigger);

    public static Operation UpdateTrigger { get; } = new("PUT", TriggerPath + "/{triggerId}", Permission.EditTrigger) { Body = TriggerShapes.Update };

    public static Operation DeleteTrigger { get; } = new("DELETE", TriggerPath + "/{triggerId}", Permission.DeleteTrigger);

    public static Operation TestTrigger { get; } = new("POST", TriggerPath + "/{triggerId}/test", Permission.TestTrigger) { TakesEvent = true };

    public static Operation TriggerTopics { get; } = new("GET", TriggerPath + "/topics", Permission.EditTrigger, Permission.ViewTrigger)
    {
        Query = [FieldShape.Text("before"), FieldShape.Text("after"), FieldShape.Text("pageSize").Between(1, 200)],
    };

    public static Operation TestTopic { get; } = new("POST", TriggerPath + "/topics/{topicName}/test", Permission.TestTrigger) { TakesEvent = true };

    public static IReadOnlyList<Operation> All { get; } =
    [
        Organization, RevokeToken, Programs, Program, Mappings, Topics, Topic, SentimentDialects, Retention, Availability, Details,
        .. Transcripts.All, .. Surveys.All,
        Triggers, CreateTrigger, Trigger, UpdateTrigger, DeleteTrigger, TestTrigger, TriggerTopics, TestTopic,
        .. CoachingOperations.All,
        .. DirectoryOperations.All,
    ];
}
