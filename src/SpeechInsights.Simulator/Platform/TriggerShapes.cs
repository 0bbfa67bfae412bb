namespace SpeechInsights.Simulator.Platform;

/// <summary>What a trigger may hold when it is made or changed.</summary>
internal static class TriggerShapes
{
    private static readonly string[] s_operators =
    [
        "GreaterThanOrEqual", "LessThanOrEqual", "Equal", "NotEqual", "LessThan", "GreaterThan", "NotIn", "In", "Contains", "All",
        "Exists", "Size",
    ];

    private static ObjectShape Settings { get; } = new(
        "WorkflowTargetSettings",
        FieldShape.Choice("dataFormat", ["Json", "TopLevelPrimitives"]));

    private static ObjectShape Target { get; } = new(
        "TriggerTarget",
        FieldShape.Choice("type", ["Workflow"]),
        FieldShape.Text("id"),
        FieldShape.Object("workflowTargetSettings", Settings));

    private static ObjectShape Criterion { get; } = new(
        "MatchCriteria",
        FieldShape.Text("jsonPath"),
        FieldShape.Choice("operator", s_operators),
        FieldShape.Anything("value").NotBeside("values"),
        FieldShape.Anything("values").AsList().NotBeside("value"));

    public static ObjectShape Create { get; } = new(
        "CreateTriggerRequest",
        FieldShape.Object("target", Target, required: true),
        FieldShape.Flag("enabled", required: true),
        FieldShape.Object("matchCriteria", Criterion).AsList(),
        FieldShape.Text("name", required: true),
        FieldShape.Text("topicName", required: true).ByItsEndpoint(),
        FieldShape.Integer("eventTTLSeconds").Between(10, null).NotBeside("delayBySeconds"),
        FieldShape.Integer("delayBySeconds").Between(60, 900).NotBeside("eventTTLSeconds"),
        FieldShape.Text("description").Between(0, 512));

    public static ObjectShape Update { get; } = new(
        "UpdateTriggerRequest",
        FieldShape.Integer("version", required: true),
        FieldShape.Flag("enabled", required: true),
        FieldShape.Object("target", Target, required: true),
        FieldShape.Object("matchCriteria", Criterion).AsList(),
        FieldShape.Text("name", required: true),
        FieldShape.Text("topicName", required: true).ByItsEndpoint(),
        FieldShape.Integer("eventTTLSeconds").Between(10, null).NotBeside("delayBySeconds"),
        FieldShape.Integer("delayBySeconds").Between(60, 900).NotBeside("eventTTLSeconds"),
        FieldShape.Text("description").Between(0, 512));
}
