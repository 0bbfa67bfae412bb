namespace SpeechInsights.Simulator.Platform;

/// <summary>What queries of aggregates have in common: one asked at once, and one that becomes a job.</summary>
internal static class AggregateShapes
{
    private const int MaximumViews = 10;

    /// <param name="subject">What the definition's names begin with.</param>
    /// <param name="filterDimensions">What may be filtered by.</param>
    /// <param name="metrics">What may be asked for.</param>
    /// <param name="dimensions">What may be grouped by.</param>
    /// <param name="timeDimensions">Which times rows may be put by.</param>
    /// <param name="own">The fields that only this subject has.</param>
    public static (ObjectShape Query, ObjectShape Job) Create(
        string subject,
        IReadOnlyList<string> filterDimensions,
        IReadOnlyList<string> metrics,
        IReadOnlyList<string> dimensions,
        IReadOnlyList<string> timeDimensions,
        params ReadOnlySpan<FieldShape> own)
    {
        ObjectShape predicate = new(
            subject + "AggregateQueryPredicate",
            FieldShape.Choice("type", CommonShapes.PredicateTypes),
            FieldShape.Choice("dimension", filterDimensions),
            FieldShape.Choice("operator", CommonShapes.Operators).ByDefault("matches"),
            FieldShape.Text("value"),
            FieldShape.Object("range", CommonShapes.NumericRange));
        ObjectShape clause = new(
            subject + "AggregateQueryClause",
            FieldShape.Choice("type", CommonShapes.AndOr, required: true),
            FieldShape.Object("predicates", predicate, required: true).AsList());
        ObjectShape filter = new(
            subject + "AggregateQueryFilter",
            FieldShape.Choice("type", CommonShapes.AndOr, required: true),
            FieldShape.Object("clauses", clause).AsList(),
            FieldShape.Object("predicates", predicate).AsList());
        ObjectShape view = new(
            subject + "AggregationView",
            FieldShape.Choice("target", metrics, required: true),
            FieldShape.Text("name", required: true).Unlike(metrics),
            FieldShape.Choice("function", ["rangeBound"], required: true),
            FieldShape.Object("range", CommonShapes.AggregationRange));
        FieldShape[] fields =
        [
            FieldShape.Interval("interval", required: true),
            FieldShape.Text("granularity").ByDefault("interval"),
            FieldShape.Text("timeZone").ByDefault("UTC"),
            FieldShape.Choice("groupBy", dimensions).AsList(),
            FieldShape.Object("filter", filter),
            FieldShape.Choice("metrics", metrics, required: true).AsList().Between(1, null),
            FieldShape.Flag("flattenMultivaluedDimensions"),
            FieldShape.Object("views", view).AsList().Between(0, MaximumViews),
            FieldShape.Choice("alternateTimeDimension", timeDimensions),
            .. own,
        ];
        return (
            new ObjectShape(subject + "AggregationQuery", fields),
            new ObjectShape(subject + "AsyncAggregationQuery", [.. fields, FieldShape.Integer("pageSize").Between(1, AggregateRequest.MaximumPageSize)]));
    }
}
