using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Refuses query parameters that the API does not declare, and values that do not fit.</summary>
internal static class QueryCheck
{
    public static void Check(IQueryCollection query, IReadOnlyList<FieldShape> allowed)
    {
        foreach ((string name, StringValues values) in query)
        {
            FieldShape? parameter = null;
            foreach (FieldShape candidate in allowed)
            {
                parameter = candidate.Name == name ? candidate : parameter;
            }

            if (parameter is null || (values.Count != 1 && !parameter.IsList))
            {
                throw PlatformRefusal.Query(name, values.ToString(), string.Join(", ", allowed.Select(static field => field.Name)));
            }

            foreach (string? value in values)
            {
                CheckValue(value ?? "", parameter);
            }
        }

        if (allowed.FirstOrDefault(field => field.IsRequired && !query.ContainsKey(field.Name)) is { } missing)
        {
            throw PlatformRefusal.Query(missing.Name, "", "one or more: it is required");
        }

        RuleCheck.Check(query, allowed);
    }

    /// <summary>A whole number of the query, within bounds.</summary>
    public static int Number(IQueryCollection query, string name, int fallback, int minimum, int maximum)
    {
        string? text = query[name];
        return text is null ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum ? number
            : throw PlatformRefusal.Query(name, text, string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum}"));
    }

    private static void CheckValue(string value, FieldShape parameter)
    {
        bool fits = parameter.Kind switch
        {
            FieldKind.Flag => value is "true" or "false",
            FieldKind.Integer => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            _ => value.Length > 0 && (parameter.Choices is null || parameter.Choices.Contains(value)),
        };
        if (!fits)
        {
            throw PlatformRefusal.Query(parameter.Name, value, parameter.Choices is { } choices ? string.Join(", ", choices) : parameter.Kind.ToString());
        }
    }
}
