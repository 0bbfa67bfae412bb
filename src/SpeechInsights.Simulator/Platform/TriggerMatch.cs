using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpeechInsights.Simulator.Platform;

/// <summary>A trigger's match criteria: whether they are well formed, and whether an event fits them.</summary>
internal static class TriggerMatch
{
    /// <summary>Refuses criteria that say too little or too much.</summary>
    public static void Check(JsonElement body)
    {
        foreach (JsonElement criterion in CriteriaOf(body))
        {
            if (!criterion.TryGetProperty("jsonPath", out _) || !criterion.TryGetProperty("operator", out _))
            {
                throw PlatformRefusal.Bad("matchCriteria", "A criterion needs a jsonPath and an operator.");
            }

            if (!criterion.TryGetProperty("value", out _) && !criterion.TryGetProperty("values", out _))
            {
                throw PlatformRefusal.Bad("matchCriteria", "A criterion has a value or values.");
            }
        }
    }

    public static bool Matches(Trigger trigger, JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && CriteriaOf(trigger.Body).All(criterion => Matches(criterion, body));

    private static bool Matches(JsonElement criterion, JsonElement body)
    {
        string operation = criterion.GetProperty("operator").GetString()!;
        bool isThere = body.TryGetProperty(criterion.GetProperty("jsonPath").GetString()!, out JsonElement found);
        return operation switch
        {
            "Equal" => isThere && AreEqual(found, criterion.GetProperty("value")),
            "NotEqual" => !isThere || !AreEqual(found, criterion.GetProperty("value")),
            "Exists" => isThere == criterion.GetProperty("value").GetBoolean(),
            "In" => isThere && criterion.GetProperty("values").EnumerateArray().Any(value => AreEqual(found, value)),
            _ => throw PlatformRefusal.NotModelled($"the operator {operation}"),
        };
    }

    private static bool AreEqual(JsonElement one, JsonElement other) =>
        JsonNode.DeepEquals(JsonNode.Parse(one.GetRawText()), JsonNode.Parse(other.GetRawText()));

    private static IEnumerable<JsonElement> CriteriaOf(JsonElement body) =>
        body.TryGetProperty("matchCriteria", out JsonElement criteria) ? criteria.EnumerateArray() : [];
}
