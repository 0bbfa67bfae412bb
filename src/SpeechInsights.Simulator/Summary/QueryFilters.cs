using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>The filters of a query; null where one was not asked for.</summary>
internal sealed record QueryFilters(IdSet? Ids, ushort? Topics, double? MinimumSentiment)
{
    public const int MaxIds = 1_000;

    private static readonly QueryFilters s_none = new(null, null, null);

    public static QueryFilters Read(StrictObject query, SyntheticWorld world, bool idsOnly)
    {
        QueryFilters filters = s_none;
        if (!query.Has("filterGroups"))
        {
            return filters;
        }

        JsonElement groups = query.Get("filterGroups");
        if (groups.ValueKind != JsonValueKind.Array)
        {
            throw RefusedException.Invalid("[filterGroups] must be an array.");
        }

        foreach (JsonElement element in groups.EnumerateArray())
        {
            StrictObject group = new(element, "filterGroups", "filters");
            JsonElement members = group.Array("filters");
            if (members.GetArrayLength() != 1)
            {
                throw RefusedException.Invalid("A filter group has one filter.");
            }

            filters = filters.With(new StrictObject(members[0], "filters", "field", "op", "values"), world, idsOnly);
        }

        return filters;
    }

    private QueryFilters With(StrictObject filter, SyntheticWorld world, bool idsOnly)
    {
        string field = filter.Text("field");
        bool isRepeated;
        QueryFilters filters;
        switch (field)
        {
            case "id":
                filter.Constant("op", "in");
                isRepeated = Ids is not null;
                filters = this with { Ids = ReadIds(filter.Array("values"), world) };
                break;
            case "speechAnalytics.topics.name" when !idsOnly:
                filter.Constant("op", "in");
                isRepeated = Topics is not null;
                filters = this with { Topics = ReadTopics(filter.Array("values")) };
                break;
            case "sentiment.score" when !idsOnly:
                filter.Constant("op", "gte");
                isRepeated = MinimumSentiment is not null;
                filters = this with { MinimumSentiment = ReadScore(filter.Array("values")) };
                break;
            default:
                throw new RefusedException(400, "invalid.value", $"Value [{field}] is not valid for field type [filters.field].");
        }

        return isRepeated ? throw RefusedException.Invalid($"Field [{field}] is filtered more than once.") : filters;
    }

    private static IdSet ReadIds(JsonElement values, SyntheticWorld world)
    {
        if (values.GetArrayLength() > MaxIds)
        {
            throw RefusedException.Invalid($"A filter carries at most {MaxIds} ids.");
        }

        List<int> indexes = [];
        foreach (JsonElement value in values.EnumerateArray())
        {
            int index = IndexOf(value, world);
            if (index >= 0)
            {
                indexes.Add(index);
            }
        }

        return new IdSet(indexes);
    }

    // A thousand ids a request: those that are Guids are read without making texts of them.
    private static int IndexOf(JsonElement value, SyntheticWorld world)
    {
        return TryReadGuid(value, out Guid id)
            ? world.IndexOf(id)
            : world.IndexOf(StrictObject.TextOf(value, "filters.values"));
    }

    // As it is written in answers, in lower case.
    private static bool TryReadGuid(JsonElement value, out Guid id)
    {
        id = default;
        Span<byte> written = stackalloc byte[36];
        try
        {
            return value.ValueKind == JsonValueKind.String && value.TryGetGuid(out id) && id.TryFormat(written, out _) && value.ValueEquals(written);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which is refused as text.
            return false;
        }
    }

    private static ushort ReadTopics(JsonElement values)
    {
        int topics = 0;
        foreach (JsonElement value in values.EnumerateArray())
        {
            int topic = TopicCatalog.IndexOf(StrictObject.TextOf(value, "filters.values"));
            topics |= topic < 0 ? 0 : 1 << topic;
        }

        return (ushort)topics;
    }

    private static double ReadScore(JsonElement values)
    {
        JsonElement value = values[0];
        return values.GetArrayLength() == 1 && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double score) && score is >= -1 and <= 1
                ? score
                : throw RefusedException.Invalid("[sentiment.score] takes one number from -1 to 1.");
    }
}
