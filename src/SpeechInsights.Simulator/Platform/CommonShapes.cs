namespace SpeechInsights.Simulator.Platform;

/// <summary>What the analytics queries share.</summary>
internal static class CommonShapes
{
    public static IReadOnlyList<string> AndOr { get; } = ["and", "or"];

    public static IReadOnlyList<string> PredicateTypes { get; } = ["dimension", "property", "metric"];

    public static IReadOnlyList<string> Operators { get; } = ["matches", "exists", "notExists"];

    public static ObjectShape NumericRange { get; } = new(
        "NumericRange",
        FieldShape.Number("gt"),
        FieldShape.Number("gte"),
        FieldShape.Number("lt"),
        FieldShape.Number("lte"));

    public static ObjectShape AggregationRange { get; } = new(
        "AggregationRange",
        FieldShape.Number("gte"),
        FieldShape.Number("lt"));
}
