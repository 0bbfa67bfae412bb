using System.Text.Json;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Refuses what breaks a rule that the definition states in words.</summary>
internal static class RuleCheck
{
    public static void Check(IQueryCollection query, IReadOnlyList<FieldShape> allowed)
    {
        foreach (FieldShape field in allowed.Where(field => query.ContainsKey(field.Name)))
        {
            FieldRule rule = field.Rule;
            StringValues values = query[field.Name];
            if (rule.Excludes.FirstOrDefault(query.ContainsKey) is { } other)
            {
                throw PlatformRefusal.Query(field.Name, values.ToString(), $"none where [{other}] is given");
            }

            if (rule.OnlyWhere is { } only && !query[only.Field].Any(value => only.Values.Contains(value)))
            {
                throw PlatformRefusal.Query(field.Name, values.ToString(), $"none but where [{only.Field}] is {string.Join(" or ", only.Values)}");
            }

            long measure = field.IsList ? values.Count : long.TryParse(values.ToString(), out long number) ? number : 0;
            if (measure < rule.Minimum || measure > rule.Maximum)
            {
                throw PlatformRefusal.Query(field.Name, values.ToString(), $"{rule.Minimum} to {rule.Maximum}");
            }
        }
    }

    /// <param name="element">An object whose fields have the types they should have.</param>
    /// <param name="shape">What is declared of it.</param>
    public static void Check(JsonElement element, ObjectShape shape)
    {
        foreach (FieldShape field in shape.Fields)
        {
            FieldRule rule = field.Rule;
            bool mayStand = rule.OnlyWhere is not { } only || (element.TryGetProperty(only.Field, out JsonElement owner) && only.Values.Contains(owner.GetString()));
            if (!element.TryGetProperty(field.Name, out JsonElement value))
            {
                if (mayStand && rule.NeededBesideSeveral is { } list && element.TryGetProperty(list, out JsonElement several) && several.GetArrayLength() > 1)
                {
                    throw PlatformRefusal.Bad(field.Name, $"[{field.Name}] is required where [{list}] has several values.");
                }

                continue;
            }

            if (!mayStand)
            {
                throw PlatformRefusal.Bad(field.Name, $"[{field.Name}] is only applicable to [{rule.OnlyWhere!.Value.Field}] {string.Join(" or ", rule.OnlyWhere.Value.Values)}.");
            }

            if (rule.Excludes.FirstOrDefault(name => element.TryGetProperty(name, out _)) is { } other)
            {
                throw PlatformRefusal.Bad(field.Name, $"Only one of [{field.Name}] and [{other}] may be set.");
            }

            long measure = Measure(value);
            if (measure < rule.Minimum || measure > rule.Maximum)
            {
                throw PlatformRefusal.Bad(field.Name, $"[{field.Name}] must be from {rule.Minimum} to {rule.Maximum}.");
            }

            CheckDifferent(value, field);
        }
    }

    // The elements of a list of objects may each have to have a name of their own.
    private static void CheckDifferent(JsonElement value, FieldShape field)
    {
        if (!field.IsList || field.Shape is not { } shape)
        {
            return;
        }

        foreach (FieldShape inner in shape.Fields.Where(static inner => inner.Rule.Unlike is not null))
        {
            string?[] names = [.. value.EnumerateArray().Select(item => item.GetProperty(inner.Name).GetString())];
            if (names.Distinct().Count() < names.Length || names.Any(inner.Rule.Unlike!.Contains))
            {
                throw PlatformRefusal.Bad(inner.Name, $"Each [{inner.Name}] must be another one, and none that is built in.");
            }
        }
    }

    private static long Measure(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.String => value.GetString()!.Length,
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        _ => 0,
    };
}
