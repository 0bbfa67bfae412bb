using System.Text.Json;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The filter of an aggregates query: clauses and predicates joined by and, or.</summary>
internal sealed class FactFilter
{
    private readonly Func<IFact, string?, bool> _passes;

    private FactFilter(Func<IFact, string?, bool> passes, IReadOnlySet<string>? conversationIds)
    {
        _passes = passes;
        ConversationIds = conversationIds;
    }

    /// <summary>The only conversations that can pass; null where any may. It spares a search through the whole window.</summary>
    public IReadOnlySet<string>? ConversationIds { get; }

    /// <param name="filter">The filter, checked against its shape; undefined passes everything.</param>
    public static FactFilter Read(JsonElement filter)
    {
        if (filter.ValueKind == JsonValueKind.Undefined)
        {
            return new FactFilter(static (_, _) => true, null);
        }

        List<FactFilter> parts = [.. ListOf(filter, "clauses").Select(ReadClause), .. ReadPredicates(filter)];
        if (parts.Count == 0)
        {
            throw PlatformRefusal.Bad("filter", "A filter needs clauses or predicates.");
        }

        return Join(filter, parts);
    }

    /// <summary>Whether a fact passes, seen as one of its topics (null: it has none).</summary>
    public bool Passes(IFact fact, string? topic) => _passes(fact, topic);

    private static FactFilter ReadClause(JsonElement clause) => Join(clause, ReadPredicates(clause));

    private static FactFilter Join(JsonElement owner, List<FactFilter> parts)
    {
        if (owner.GetProperty("type").GetString() == "and")
        {
            return new FactFilter(
                (fact, topic) => parts.TrueForAll(part => part._passes(fact, topic)),
                parts.Find(static part => part.ConversationIds is not null)?.ConversationIds);
        }

        if (parts.TrueForAll(static part => part.ConversationIds is not null))
        {
            HashSet<string> ids = [.. parts.SelectMany(static part => part.ConversationIds!)];
            return new FactFilter((fact, _) => ids.Contains(fact.ValueOf("conversationId")!), ids);
        }

        return new FactFilter((fact, topic) => parts.Exists(part => part._passes(fact, topic)), null);
    }

    private static List<FactFilter> ReadPredicates(JsonElement owner) => [.. ListOf(owner, "predicates").Select(ReadPredicate)];

    private static FactFilter ReadPredicate(JsonElement predicate)
    {
        if (predicate.TryGetProperty("range", out _) || (TextOf(predicate, "type") is { } type && type != "dimension"))
        {
            throw PlatformRefusal.NotModelled("predicates of metrics, properties and ranges");
        }

        string dimension = TextOf(predicate, "dimension") ?? throw PlatformRefusal.Bad("dimension", "A predicate of a dimension must name it.");
        string? value = TextOf(predicate, "value");
        switch (TextOf(predicate, "operator") ?? "matches")
        {
            case "exists":
                return new FactFilter((fact, topic) => Find(fact, dimension, topic) is not null, null);
            case "notExists":
                return new FactFilter((fact, topic) => Find(fact, dimension, topic) is null, null);
            default:
                return value is null
                    ? throw PlatformRefusal.Bad("value", "A predicate that matches needs a value.")
                    : new FactFilter((fact, topic) => Find(fact, dimension, topic) == value, dimension == "conversationId" ? new HashSet<string> { value } : null);
        }
    }

    private static string? Find(IFact fact, string dimension, string? topic) => dimension == "topicId" ? topic : fact.ValueOf(dimension);

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static IEnumerable<JsonElement> ListOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) ? list.EnumerateArray() : [];
}
